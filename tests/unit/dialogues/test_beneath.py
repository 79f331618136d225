"""Is a sentence at an interlude's question ever taken for a choice that it only holds, or dropped?"""

from __future__ import annotations

import pytest

from tests.golden.stage import Stage

IDEA = ("une idée", "un banc devant la poste centrale")
ASKED = "Est-ce votre réponse à la question d'avant"


def _told(*texts: str) -> tuple[Stage, str]:
    stage, said = Stage("sms", known={"consents_asked": ["questions"]}), [""]
    for text in texts:
        said = stage.write(text)
    return stage, said[-1]


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("SUPPRIMER", "bah oui y a rien"),
        ("SUPPRIMER", "oui je suis fatigué"),
        ("SUPPRIMER", "y a rien pour s'asseoir"),
        ("RECOMMENCER", "ça va recommencer comme l'an dernier"),
        ("LANGUE", "les anglais s'assoient nulle part"),
        ("ACTUS", "personne peut s'asseoir dans le quartier"),
    ],
)
def test_a_sentence_is_kept_and_asked_about(command: str, sentence: str) -> None:
    stage, said = _told(*IDEA, command, sentence)
    assert ASKED in said
    stage.write("oui")
    assert stage.conversation.sessions[0].answers["problem"].value == sentence


@pytest.mark.parametrize("sentence", ["oui", "oui !", "ouais", "1", "OUI SVP"])
def test_a_bare_yes_erases(sentence: str) -> None:
    stage = Stage("sms", known={"consents_asked": ["questions"]})
    for text in (*IDEA, "SUPPRIMER", sentence):
        stage.write(text)
    assert not any(session.state in ("open", "paused") for session in stage.conversation.sessions)


@pytest.mark.parametrize(
    ("command", "choice", "answer"),
    [
        ("RECOMMENCER", "oui", "1/3"),
        ("RECOMMENCER", "oui, recommencer depuis le début", "1/3"),
        ("RECOMMENCER", "non", "2/3"),
        ("LANGUE", "je veux parler en anglais", "2/3 What problem"),
        ("SUPPRIMER", "non laisse tomber j'en veux plus", "Rien n'a été effacé"),
    ],
)
def test_a_choice_is_taken(command: str, choice: str, answer: str) -> None:
    assert answer in _told(*IDEA, command, choice)[1]


def test_words_over_a_recap_are_added_to_it() -> None:
    told = (*IDEA, "les vieux restent debout", "ils iront au marché tous les jours")
    assert "À quelle partie" in _told(*told, "SUPPRIMER", "il manque les tables de jeu")[1].replace(
        "A quelle", "À quelle"
    )


def test_a_newer_command_goes_before_an_older_question() -> None:
    assert "Recommencer" in _told(*IDEA, "SUPPRIMER", "RECOMMENCER")[1]
    stage, said = _told(*IDEA, "SUPPRIMER", "LANGUE", "oui")
    assert "1 Français" in said
    assert stage.conversation.introduced
