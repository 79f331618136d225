"""Which sentence answers a question that is put to the service, beside the one that waits?"""

from __future__ import annotations

from dialogues.inputs import Reply
from dialogues.reading.privacy import topic_of
from dialogues.talk import Talk


def sentence_for(talk: Talk, reply: Reply, folded: str) -> str:
    """Return the key of the sentence, "" for a message that is no such question; `folded` is "" of a long one."""
    questions = talk.lexicon.questions
    sentence = questions.sentence(reply.text, folded) if folded else ""
    if sentence or not folded or not questions.is_put(reply.text, folded):
        return sentence
    topic = topic_of(folded, talk.circumstances.language)
    return f"privacy.{topic}" if topic else ""
