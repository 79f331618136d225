"""What does "laisse tomber…" leave, and what does RETOUR go back to?"""

from __future__ import annotations

from tests.golden.stage import Stage


def _told(*texts: str, style: str = "sms") -> tuple[Stage, list[str]]:
    stage, said = Stage(style, known={"consents_asked": ["questions"]}), [""]
    for text in texts:
        said = stage.write(text)
    return stage, said


IDEA = ("une idée", "des bancs devant la poste", "les vieux restent debout", "ils iront au marché")


def test_a_recap_is_left_and_the_draft_kept() -> None:
    stage, said = _told(*IDEA, "laisse tomber j'ai changé d'avis finalement")
    assert "brouillon est gardé" in said[-1]
    assert stage.conversation.sessions[0].state == "paused"


def test_a_survey_like_sentence_in_a_guess_leaves() -> None:
    _, said = _told("les trottoirs sont trop étroits partout", "laisse tomber j'ai rien dit du tout")
    assert said == ["D'accord, on laisse. Écrivez MENU quand vous voulez."]


def test_back_walks_the_questions_in_their_order() -> None:
    stage, _ = _told(*IDEA[:3])
    stage.write("retour")
    stage.write("retour")
    stage.write("des tables devant la poste")
    said = stage.write("retour")
    assert "les vieux restent debout" in said[-1]


def test_a_yes_to_one_more_sentence_keeps_the_answer() -> None:
    stage, _ = _told(*IDEA[:3], "plus propre", "oui")
    assert stage.conversation.sessions[0].answers["benefit"].value == "plus propre"


def test_laughing_is_no_place_nor_an_answer() -> None:
    _, said = _told(*IDEA, "6", "haha")
    assert "Il me faut un lieu" in said[-1]
