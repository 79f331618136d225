"""Which surveys are ready to begin from? Those that are shipped."""

from __future__ import annotations

from pathlib import Path

from bot.participation.surveys.form import Form, read_form

TEMPLATES = Path(__file__).parent / "templates"


def templates() -> list[str]:
    """Return the names of the templates."""
    return sorted(path.stem for path in TEMPLATES.glob("*.yml"))


def read_template(name: str) -> Form:
    """Return a template. Raise KeyError for a name that is none."""
    if name not in templates():
        raise KeyError(name)
    file = TEMPLATES / f"{name}.yml"
    return read_form(file.name, file.read_text("utf-8"))[0]
