"""Which forms does a page hold, and what would each of their buttons send?"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

#: field → its values
Fields = dict[str, list[str]]


@dataclass(slots=True)
class Form:
    """One form of a page, as a browser would send it."""

    action: str
    fields: Fields = field(default_factory=dict)
    #: what each button adds, and where it sends to; one without a name adds nothing
    buttons: list[tuple[str, str, str]] = field(default_factory=list)
    upload: bool = False


class _Reader(HTMLParser):
    """Collects the forms of a page that change something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._form: Form | None = None
        self._area = self._select = ""
        self._chosen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method") == "post":
            self._form = Form(given["action"].partition("#")[0], upload="enctype" in given)
            self.found.append(self._form)
        if self._form is None:
            return
        name = given.get("name", "")
        match tag:
            case "input" if (name and given.get("type") not in ("checkbox", "radio")) or "checked" in given:
                self._put(name, given.get("value", ""))
            case "textarea":
                self._area = name
                self._put(name, "")
            case "select":
                self._select, self._chosen = name, False
            case "option" if "selected" in given or not self._chosen:
                self._form.fields[self._select] = [given.get("value", "")]
                self._chosen = "selected" in given or self._chosen
            case "button":
                to = given.get("formaction", self._form.action).partition("#")[0]
                self._form.buttons.append((name, given.get("value", ""), to))

    def _put(self, name: str, value: str) -> None:
        assert self._form is not None
        self._form.fields.setdefault(name, []).append(value)

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "form":
                self._form = None
            case "textarea":
                self._area = ""
            case "select":
                self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area and self._form is not None:
            self._form.fields[self._area][-1] += data.lstrip("\n")


def read_forms(page: str) -> list[Form]:
    """Return the forms of a page that change something."""
    reader = _Reader()
    reader.feed(page)
    return reader.found
