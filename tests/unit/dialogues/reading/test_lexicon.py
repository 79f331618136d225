"""Are commands obeyed, and answers left alone?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.reading.commanding import NAMES
from dialogues.reading.fold import fold
from dialogues.reading.vocabulary import LANGUAGES
from tests.unit.dialogues.scenes import lexicons

FR = lexicons()["fr"]

COMMANDS = [
    ("AIDE", "help", ""),
    ("info", "help", ""),
    ("Contact", "help", ""),
    ("aidez moi", "help", ""),
    ("/aide", "help", ""),
    ("bonjour, aide svp", "help", ""),
    ("Retour", "back", ""),
    ("retour svp", "back", ""),
    ("PASSER", "skip", ""),
    ("passe", "skip", ""),
    ("recommencer", "restart", ""),
    ("Menu !", "menu", ""),
    ("LANGUE", "language", ""),
    ("LANGUE anglais", "language", "anglais"),
    ("idioma", "language", ""),
    ("Mes données", "my_data", ""),
    ("MES DONNEES", "my_data", ""),
    ("/my_data", "my_data", ""),
    ("SUPPRIMER", "erase", ""),
    ("effacer mes données", "erase", ""),
    ("LIRE", "read", ""),
    ("lire VELO-7K2", "read", "velo-7k2"),
    ("START", "start", ""),
    ("/start idees-ecole", "start", "idees-ecole"),
    ("reprise", "start", ""),
    ("stop svp", "stop", ""),
    ("STOP bus-de-nuit", "stop", "bus-de-nuit"),
]


@pytest.mark.parametrize(("text", "name", "argument"), COMMANDS)
def test_a_command_is_read(text: str, name: str, argument: str) -> None:
    assert FR.command(fold(text)) == (name, argument)


@pytest.mark.parametrize(
    "text",
    [
        "aide aux devoirs",
        "retour des poubelles en verre",
        "passer à 30 dans le bourg",
        "lire aux enfants",
        "un menu bio à la cantine",
        "start-up de quartier à la gare du nord de la ville",
        "supprimer les trottoirs trop étroits",
        "contact avec la nature",
        "end",
        "cancel",
        "quit",
        "",
    ],
)
def test_an_answer_is_no_command(text: str) -> None:
    assert FR.command(fold(text)) is None


STOPS = [
    *(
        "STOP",
        "stop.",
        "Arrêt",
        "ARRETER",
        "Désabonner",
        "DESABONNEMENT",
        "désinscrire",
        "STOPALL",
        "unsubscribe",
    ),
    *("STOP STOP", "stop svp", "Bonjour, stop merci", "stop sms", "arrêtez les sms"),
    "ne m'envoyez plus de messages svp",
    "arretez de m'ecrire",
    "je veux plus recevoir de sms",
    "jveux plus de sms",
    "je ne souhaite plus être contactée",
    "Merci de ne plus m'envoyer de messages",
    "bonjour, merci d'arrêter de m'envoyer des messages",
    "désabonnez-moi",
    "laissez moi tranquille",
    "please stop sending me texts",
    "stop texting me",
    "don't text me again",
    "no me escribáis más",
    "quiero darme de baja",
    "pare de me enviar mensagens",
    "não quero mais mensagens",
    "لا ترسلوا لي رسائل",
    "أريد إلغاء الاشتراك",
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", STOPS)
def test_stop_works_in_any_language(text: str, language: str) -> None:
    assert lexicons()[language].stop(fold(text)) == ""


@pytest.mark.parametrize(
    "text",
    [
        "stop aux pesticides dans les parcs",
        "il faut arrêter les voitures",
        "arrêt de bus",
        "arrêter la circulation le dimanche",
        "je ne veux plus de voitures",
        "je veux plus de bus",
        "ne nous envoyez plus les déchets des voisins",
        "stop à la pub",
        "envoyez plus de messages aux jeunes",
        "je veux recevoir plus de messages",
        "baja",
        "merci",
        "end",
        "",
    ],
)
def test_an_idea_is_no_stop(text: str) -> None:
    assert [lexicons()[language].stop(fold(text)) for language in LANGUAGES] == [None] * len(LANGUAGES)


@pytest.mark.parametrize("text", ["stop voitures", "stop incivilités", "STOP bus-de-nuit"])
def test_stop_and_a_name_never_stops_all(text: str) -> None:
    assert FR.stop(fold(text)) not in ("", None)


@pytest.mark.parametrize(
    "text",
    [
        "j'ai plus envie de vivre",
        "Je n'ai plus envie de vivre",
        "je veux mourir",
        "j'ai envie de mourir",
        "je vais me suicider ce soir",
        "je vais finir par me jeter sous un train",
        "je veux en finir",
        "AU FEU !!",
        "on m'agresse",
        "au secours",
        "mon mari me frappe",
        "appelez la police vite",
    ],
)
def test_alarms_are_heard(text: str) -> None:
    assert FR.alarm(fold(text)) != ""


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I want to die"),
        ("es", "me quiero morir"),
        ("es", "quiero morir"),
        ("es", "voy a morirme"),
        ("pt", "eu quero morrer"),
        ("ar", "أريد أن أموت"),
    ],
)
def test_distress_is_heard_in_other_languages(language: str, text: str) -> None:
    assert lexicons()[language].alarm(fold(text)) == "distress"


VIOLENT = [
    *(("fr", "mon mari me frappe"), ("fr", "mon ex m'a frappée"), ("en", "my husband beats me")),
    *(("en", "help my boyfriend is hitting me"), ("es", "mi marido me pega"), ("pt", "o meu marido bate-me")),
    ("ar", "زوجي يضربني"),
    ("ar", "جاري يضرب زوجته الآن"),
]


@pytest.mark.parametrize(("language", "text"), VIOLENT)
def test_blows_are_told_from_other_dangers(language: str, text: str) -> None:
    assert lexicons()[language].alarm(fold(text)) == "violence"


@pytest.mark.parametrize(
    ("text", "violent"),
    [
        ("mon père me bat", True),
        ("j'ai été violée", True),
        ("mon mari est violent il est là", True),
        ("au secours il y a des violences conjugales chez mes voisins", True),
        ("mon mari a mal à la poitrine", False),
        ("mon père ne respire plus, son coeur bat plus", False),
        ("incendie dans mon immeuble", False),
        ("ma mère est tombée elle ne bouge plus", False),
        ("accident de voiture il y a des blessés", False),
    ],
)
def test_words_of_danger_may_be_of_violence(text: str, violent: bool) -> None:
    assert FR.violent(fold(text)) is violent


@pytest.mark.parametrize(
    ("text", "kind"), [("j'ai envie de mourir", "distress"), ("au feu", "danger"), ("un banc", "")]
)
def test_an_alarm_has_its_kind(text: str, kind: str) -> None:
    assert FR.alarm(fold(text)) == kind


@pytest.mark.parametrize(
    "text",
    [
        "je n'ai plus envie de vivre ici",
        "je veux mourir de rire",
        "je veux en finir avec les voitures",
        "un feu rouge devant l'école",
        "je ne veux plus vivre dans le bruit",
        "des gens meurent de froid",
        "prévention du suicide des jeunes",
        "je veux vivre",
        "il faut la police le soir",
    ],
)
def test_an_idea_is_no_alarm(text: str) -> None:
    assert FR.alarm(fold(text)) == ""


def test_a_greeting_is_the_whole_message() -> None:
    assert [FR.greets(fold(t)) for t in ("Bonjour !", "salut", "bonjour je propose un banc")] == [
        True,
        True,
        False,
    ]


def test_thanks_are_the_whole_message() -> None:
    assert [FR.thanks(fold(t)) for t in ("Merci !!", "merci beaucoup", "merci de planter")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answer_word_is_a_command(language: str) -> None:
    lexicon = lexicons()[language]
    answers = lexicon.yes | lexicon.no | lexicon.hedges | set(lexicon.numbers) | set(lexicon.ordinals)
    assert {word for word in answers if lexicon.command(word)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_has_words_of_its_own(language: str) -> None:
    assert set(lexicons()[language].commands.names.values()) == set(NAMES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_says_yes_and_no(language: str) -> None:
    lexicon = lexicons()[language]
    assert lexicon.yes & lexicon.no == set()
    assert (lexicon.yes | lexicon.no) & lexicon.hedges == set()


@given(st.text(max_size=200), st.sampled_from(LANGUAGES))
def test_any_text_can_be_looked_at(text: str, language: str) -> None:
    lexicon, folded = lexicons()[language], fold(text)
    for name in (lexicon.command(folded), lexicon.stop(folded)):
        assert name is None or name != ("", "")
    assert lexicon.alarm(folded) in ("", "distress", "violence", "danger")
