"""What does a participant leave in every table?"""

from __future__ import annotations

from dialogues.conversation import Conversation
from dialogues.session import Session
from storage.broadcast import Broadcast, Reachable
from storage.consents import Consent
from storage.ideas import Idea, Words
from storage.responses import Response
from storage.unit import Unit
from tests.contract.universe import NOW, answer, incoming, later, outgoing

#: What a broadcast of these tests may be sent by.
REACHABLE = Reachable(("sms",), False, ("fr",), later(hours=-10), later(days=-6), 1, 3)


def live(unit: Unit, address: str, word: str, n: int = 0) -> str:
    """Return a participant with a row in every table, whose texts hold `word`; `n` tells lives apart."""
    unit.inbox.add([incoming(address, f"m{2 * n + 1}", word), incoming(address, f"m{2 * n + 2}", word)])
    who = unit.participants.resolve([("sms", address)], NOW)["sms", address]
    for _ in range(2):
        unit.inbox.handled([pending.id for pending in unit.inbox.claim(5, NOW)], NOW)
    session = Session(f"s{n}", "idea", "1", "title")
    unit.conversations.save([Conversation(who, sessions=(session,))], NOW)
    unit.consents.add([Consent(who, "news", True, NOW, "sms", f"Voulez-vous… {word}", "keyword")])
    unit.outbox.add([outgoing(address, k, participant_id=who, content={"text": word}) for k in range(2)], NOW)
    unit.outbox.claim(1, NOW, "me", "sms")
    unit.answers.add([answer("solution", word, session=f"s{n}", participant=who)])
    unit.ideas.add(_ideas(who, word, 2 * n + 1))
    unit.downloads.offer(f"code_hash{n}", who, later(hours=1))
    unit.links.offer(f"link_hash{n}", who, later(hours=1))
    _invite(unit, who, n)
    unit.responses.note([Response(f"s{n}", f"survey{n}", who, "1", "sms", "fr", NOW, NOW)])
    return who


def _invite(unit: Unit, who: str, n: int) -> None:
    """Put a participant in a group, and among the recipients of a broadcast."""
    unit.segments.join(f"comite{n}", [who], NOW)
    broadcast = unit.broadcasts.add(Broadcast(f"b{n}", "news", "everyone", NOW, "anne", NOW))
    assert broadcast is not None
    unit.planning.plan(broadcast, [who], REACHABLE, NOW)


def _ideas(who: str, word: str, number: int) -> list[Idea]:
    """Return an idea handed in, and a draft."""
    words = Words("Un abri", "Un abri à vélos", "Le vol", "Plus de vélos", NOW, photos=(word,))
    drafted = Words("Brouillon", word, "", "", NOW)
    return [
        Idea(f"i{number}", number, f"R{number}", who, words, NOW),
        Idea(f"i{number + 1}", number + 1, f"R{number + 1}", who, drafted, NOW, "draft"),
    ]
