"""As what are the answers of a survey taken away? Each kind of file, for people or for software."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from bot.participation.results.legible import Legible, read_out
from bot.participation.results.package import pack
from bot.participation.results.sheet import Sheet, as_json, lay_out
from bot.participation.results.spreadsheet import as_csv, as_dictionary, as_xlsx
from bot.participation.surveys.form import Form
from storage.answers import Answer
from storage.responses import Response


@dataclass(frozen=True, slots=True)
class Taken:
    """All that a file is made of; responses come in the order in which they are numbered."""

    form: Form
    responses: Sequence[Response]
    answers: Sequence[Answer]
    language: str
    now: datetime
    #: names of districts, by slug
    districts: Mapping[str, str]

    @property
    def sheet(self) -> Sheet:
        """The answers, for software."""
        return lay_out(self.form.questions, self.responses, self.answers, self.language)

    @property
    def legible(self) -> Legible:
        """The answers, for people."""
        return read_out(self.sheet, self.language, self.districts)

    def packed(self) -> bytes:
        """Return both packages."""
        return pack(self.form, self.sheet, self.responses, self.answers, self.language, self.now, uuid4())


#: kind of file → what writes it
KINDS: Mapping[str, Callable[[Taken], bytes]] = {
    "csv": lambda taken: as_csv(taken.legible),
    "dictionary": lambda taken: as_dictionary(taken.legible),
    "xlsx": lambda taken: as_xlsx(taken.legible),
    "json": lambda taken: as_json(taken.sheet),
    "package": Taken.packed,
}
