"""What may a resident send? French bits, commands, digits, signs that cannot be seen, and far too much."""

from __future__ import annotations

from hypothesis import strategies as st

from dialogues.inputs import Attachment, Point

#: words that mean something somewhere
WORDS = (
    "oui", "non", "ok", "OK!", "peut-être", "1", "2", "9", "1 et 3", "la deuxieme", "2️⃣", "٣", "42", "0", "-1", "3,5",
    "demain", "03/05", "31/02", "une vingtaine", "bonjour", "merci", "c'est tout", "centre-ville", "12 rue des Lilas",
    "une idée", "voir les défis", "mes idées", "proposer", "mobilité", "Écol", "9 retour", "ok retour", "nature retour",
    "des bancs devant la poste centrale", "stop aux pesticides dans les parcs", "START idees-ecole", "STOP parcs",
    "j'ai plus envie de vivre", "{words} {0} %s", "envoyer", "je veux changer le titre", "Titre", "Lieu", "Photo",
    "langue anglais", "langue", "français", "العربية", "تخطي", "back", "volver", "english",
)  # fmt: skip

#: one of each command, and what stands around it
COMMANDS = (
    "AIDE", "retour", "PASSER", "recommencer", "menu", "STOP", "start", "mes données", "supprimer", "lire",
    "arrêter svp", "/help", "menu            ", "mes\tdonnées\n\n\n\n\n\n\n\n\n\n", "  Retour !",
)  # fmt: skip

#: what no one should send
ODDITIES = (
    "", " ", "\x00", "\x07\x08", "\u200f\u202e", "\u200b", "\ud83d", "\ud83dbanc\udc00", "😀😀", "👍", "\u0301" * 50,
    "un banc\x00 vert \u202e", "x" * 100_000, "mot " * 25_000, "é" * 81, "\n" * 200, "#1", "a.b.c", "<b>_*`[",
)  # fmt: skip

anything = st.text(st.characters(exclude_categories=()), max_size=120)
sentences = st.lists(st.sampled_from(WORDS), min_size=2, max_size=6).map(" ".join)
texts = st.one_of(
    st.sampled_from(WORDS), st.sampled_from(COMMANDS), st.sampled_from(ODDITIES), sentences, anything
)

garbage = st.one_of(
    st.sampled_from(["", ".", "/skip", "ok", "enough", "00000000.ok", "00000000.#1", "#" * 70, "#²"]),
    st.integers(0, 10**6).map(lambda n: f"#{n}"),
    anything,
)

coordinates = st.floats(allow_nan=True, allow_infinity=True)
points = st.builds(Point, coordinates, coordinates, st.sampled_from(["", "Gare", "\u202e"])) | st.builds(
    Point, st.floats(-90, 90), st.floats(-180, 180)
)

attachments = st.builds(
    Attachment,
    st.sampled_from(["store/1", "store/2"]),
    st.sampled_from(["image/jpeg", "IMAGE/PNG; x=1", "application/pdf", "audio/ogg", "", "\x00"]),
    st.sampled_from(["", "trou.jpg", "\u202egpj.exe"]),
)
