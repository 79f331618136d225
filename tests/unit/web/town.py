"""A scripted town behind the web front's protocols: no store, no engine, real channels."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path

from bot.channels.message import InboundMessage, OutboundMessage
from bot.channels.simulator.feed import Feed
from bot.channels.simulator.render import Simulator
from bot.channels.sms.render import Sms
from bot.channels.telegram.render import Telegram
from bot.channels.whatsapp.render import WhatsApp
from bot.web.app import SimulatorServices, WebServices
from dialogues.content import Message, Option
from dialogues.inputs import Json, Point

#: When everything happens.
NOW = "2026-03-02T21:40:00+01:00"

PLACES = (Point(48.1021, 4.2035, "École Jean Moulin"), Point(48.1044, 4.2101, "Place du Marché"))

THEMES = tuple(
    Option(f"theme-{n}", label)
    for n, label in enumerate(("Mobilité", "Écoles", "Nature", "Culture", "Sport"), 1)
)

#: What the town answers, by the resident's words or option.
SCRIPT: dict[str, tuple[Message, ...]] = {
    "jveu proposer 1 truc pr les velos": (
        Message("Bonsoir, ici l'assistant automatique de Saint-Exemple. STOP pour arreter."),
        Message('1/3 Votre solution, en une phrase ? Ex : "Une piste cyclable rue des Lilas."'),
    ),
    "Bonjour": (
        Message(
            "Bonjour Léa 👋 Je suis l'assistant automatique de Saint-Exemple.\nQue voulez-vous faire ?",
            (
                Option("idea", "Proposer une idée"),
                Option("read", "Voir les idées"),
                Option("later", "Plus tard"),
            ),
        ),
    ),
    "idea": (Message("Quel est le thème de votre idée ?", THEMES),),
    "theme-2": (Message("C'est noté : Écoles. Où est-ce ?", wants="location"),),
    "photo": (Message("Une photo aiderait à comprendre.", wants="photo"),),
    "مرحبا": (
        Message("مرحبا، أنا المساعد الآلي للبلدية. ماذا تقترح؟", (Option("yes", "نعم"), Option("no", "لا"))),
    ),
    "long": (Message("Les accents ê et ç coûtent plus cher en SMS, « voilà » pourquoi. 👋 " * 3),),
}


@dataclass
class Town:
    """Keeps what it receives, answers at once from SCRIPT, echoes the rest."""

    feed: Feed = field(default_factory=Feed)
    received: list[InboundMessage] = field(default_factory=list)
    said: dict[str, list[dict[str, Json]]] = field(default_factory=dict)
    ids: count[int] = field(default_factory=lambda: count(1))
    broken: bool = False
    away: bool = False

    async def receive(self, message: InboundMessage) -> bool:
        """Keep the message, answer it, tell the feed."""
        if self.away:
            raise ConnectionError("a secret address")
        if self.broken:
            raise RuntimeError("a secret: the resident wrote 06 12 34 56 78")
        if any(known.provider_id == message.provider_id for known in self.received):
            return False
        self.received.append(message)
        self._remember(message)
        for answer in self._answers(message):
            self._send(message, answer)
        self.feed.publish(message.address.value, {}, "turn")
        return True

    async def history(self, address: str) -> list[dict[str, Json]]:
        """Return what was said on one phone."""
        return self.said.get(address, [])

    async def stored(self, address: str) -> dict[str, list[dict[str, Json]]]:
        """Return a few tables, with every kind of cell."""
        mine = [m for m in self.received if m.address.value == address]
        if not mine:
            return {}
        return {**_person(mine[-1]), "inbound": [_inbound(m) for m in mine], **_work(mine[-1])}

    def _answers(self, message: InboundMessage) -> tuple[Message, ...]:
        said = message.choice or message.text
        if message.attachments:
            said = f"Merci pour {message.attachments[0].name}."
        if message.point:
            said = f"C'est noté : {message.point.name or message.point.latitude}."
        return SCRIPT.get(said, (Message(f"Vous avez dit : {said}"),))

    def _send(self, message: InboundMessage, answer: Message) -> None:
        language = "ar" if "م" in answer.text else "fr"
        outbound = OutboundMessage(next(self.ids), message.address, answer, language)
        for call in SIMULATOR.render(outbound):
            payload = {"id": outbound.id, **call.to_json()}
            self.feed.publish(message.address.value, payload)
            self._keep(message, {"from": "town", "at": NOW, **payload})

    def _remember(self, message: InboundMessage) -> None:
        entry = asdict(message)
        entry |= {"from": "resident", "at": NOW, "id": message.provider_id}
        self._keep(message, entry)

    def _keep(self, message: InboundMessage, entry: dict[str, Json]) -> None:
        self.said.setdefault(message.address.value, []).append(entry)


SIMULATOR = Simulator({"telegram": Telegram(), "whatsapp": WhatsApp(), "sms": Sms()})


async def always_ready() -> bool:
    """Say that messages can be taken."""
    return True


def services(
    town: Town,
    files: Path,
    *,
    ready: Callable[[], Awaitable[bool]] = always_ready,
    name: str = "Saint-Exemple",
    public_url: str = "",
) -> WebServices:
    """Return what the web front needs, with this town behind it."""
    simulator = SimulatorServices(
        inbox=town, channel=SIMULATOR, feed=town.feed, stored=town, files=files, places=PLACES
    )
    away = (ConnectionError,)
    return WebServices(name, ready, simulator, away=away, public_url=public_url)


def _person(message: InboundMessage) -> dict[str, list[dict[str, Json]]]:
    participant: dict[str, Json] = {
        "id": "0198c2aa7f3e7c55a2d1f00dbeefcafe",
        "first_name": message.profile.first_name,
    }
    participant |= {"language": "fr", "created_at": NOW, "last_seen_at": NOW, "stopped_at": None}
    address = {"channel": message.address.channel, "address": message.address.value, "state": "reachable"}
    consent = {"purpose": "participation", "given": True, "at": NOW, "how": "button"}
    consent["wording"] = "Vos réponses ne servent qu'à la mairie. D'accord ?"
    return {"participants": [participant], "addresses": [address], "consents": [consent]}


def _work(message: InboundMessage) -> dict[str, list[dict[str, Json]]]:
    versions = [{"n": 1, "title": "Des arceaux", "solution": message.text, "at": NOW}]
    idea = {"reference": "VELO-7K2", "theme": "mobilite", "state": "draft", "photos": ["a", "b"]}
    session = {"dialogue": "idea", "step": "problem", "state": "open", "touched_at": NOW}
    answer = {"step": "solution", "value": message.text, "at": NOW}
    return {"sessions": [session], "answers": [answer], "ideas": [{**idea, "versions": versions}]}


def _inbound(message: InboundMessage) -> dict[str, Json]:
    return {"received_at": NOW, "text": message.text or message.choice, "status": "handled"}
