"""How does a survey become a dialogue? Progress before its questions, a recap for corrections, what is handed in, thanks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.participation.surveys.form import Form
from dialogues.definition import Definition
from dialogues.errors import BadScript
from dialogues.inputs import Json
from dialogues.lines import Lined, Path
from dialogues.loader import load_definition
from dialogues.phrasebook import Phrasebook
from dialogues.reading.lexicon import Lexicon
from dialogues.titles import shorten

#: characters of a question in the list of those that can be corrected
NAMED = 40

#: fields of a step that hold sentences
SPOKEN = ("text", "hint", "example", "nudge", "constraint_message")


def script_of(form: Form) -> dict[str, Json]:
    """Return the survey in the language of scripts."""
    total = len(form.questions)
    steps: list[dict[str, Any]] = []
    place = 0
    for step in form.steps:
        if "ask" in step:
            place += 1
            progress = {"progress": f"{place}/{total}"} if total > 1 else {}
            steps.append({**_shown(step), **progress})
        else:
            steps.append(dict(step))
    steps += [_review(form), {"submit": "survey", "values": {}}, _thanks(form)]
    return {
        "dialogue": form.dialogue,
        "title": dict(form.title),
        "draft": True,
        "asides": True,
        "survey": form.survey,
        "discreet": form.anonymous,
        "steps": steps,
    }


def form_of(source: Mapping[str, Any], **frame: Any) -> Form:
    """Return the survey that a stored script was made of; `frame` is what its row holds: quota, summary, days."""
    *steps, _review, _submit, thanks = source["steps"]
    own = [_own({name: value for name, value in step.items() if name != "progress"}) for step in steps]
    said = {} if thanks["text"] == "survey.thanks" else {"thanks": thanks["text"]}
    return Form(
        survey=source["survey"],
        title=source["title"],
        anonymous=source["discreet"],
        steps=own,
        **said,
        **frame,
    )


#: what spares a question for a photo where none can be sent
SENDS = {"channel": "media"}


def _shown(step: Mapping[str, Any]) -> dict[str, Any]:
    """Return a question as it is asked: for a photo only where the channel carries one."""
    if step.get("type") != "photo":
        return dict(step)
    return {**step, "when": {"all": [SENDS, step["when"]]} if "when" in step else SENDS}


def _own(step: dict[str, Any]) -> dict[str, Any]:
    """Return the question that `_shown` was given."""
    if step.get("type") == "photo":
        when = step.pop("when")
        return step if when == SENDS else {**step, "when": when["all"][1]}
    return step


def _review(form: Form) -> dict[str, Json]:
    """Return the recap that lets a person who answered already correct one answer or more."""
    choices = [
        {
            "value": step["ask"],
            "label": _named(step["text"]),
            **({"when": step["when"]} if "when" in step else {}),
        }
        for step in map(_shown, form.questions)
    ]
    when = {"known": "correcting"}
    return {"ask": "_review", "type": "recap", "text": "survey.review", "choices": choices, "when": when}


def _named(text: Mapping[str, Any]) -> dict[str, Json]:
    return {language: shorten(_long(entry), NAMED) for language, entry in text.items()}


def _long(entry: Any) -> str:
    """Return the wording of an entry that may have a long and a brief one, without places."""
    while isinstance(entry, dict):
        entry = entry.get("brief") or entry.get("other") or entry.get("long") or ""
    return str(entry).replace("{", "").replace("}", "")


def _thanks(form: Form) -> dict[str, Json]:
    return {"say": "_thanks", "text": form.thanks or "survey.thanks"}


def compile_form(
    form: Form, phrasebook: Phrasebook, lexicons: Mapping[str, Lexicon], lined: Lined | None = None
) -> Definition:
    """Return the dialogue of a survey. Raise BadScript at the line of its first fault in `lined`, where it was read."""
    script = Lined(
        lined.file if lined else f"{form.survey}.yml", script_of(form), lined.lines if lined else {}
    )
    _check_languages(form, phrasebook.default, script)
    return load_definition(script, phrasebook, lexicons)


def _check_languages(form: Form, first: str, script: Lined) -> None:
    """Raise BadScript for a sentence that the first language lacks: others fall back to it."""
    for place, step in enumerate(form.steps):
        at: Path = ("steps", place)
        texts: list[tuple[str, Any]] = [(name, step[name]) for name in SPOKEN if name in step]
        texts += [(f"choices.{c['value']}", c["label"]) for c in step.get("choices") or ()]
        for name, text in texts:
            if not text.get(first):
                raise script.error(
                    at, f"{step.get('ask') or step.get('say')}: {name} is missing in {first!r}"
                )
    if not form.title.get(first):
        raise BadScript(script.file, script.line(("title",)), f"title: it is missing in {first!r}")
