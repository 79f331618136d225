"""What did people write in their own words? By theme, searched, a page at a time; nothing tells who."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from aiohttp import web

from bot.console.desk import Desk, desk_of
from bot.console.drawing import draw, language_of
from bot.console.surveys.drafting import find_survey
from bot.participation.results.outcome import read_questions
from bot.participation.results.tally import in_language
from bot.participation.surveys.keeping import written
from bot.participation.surveys.versions import Question, step_of
from bot.participation.themes import suggest_theme
from dialogues.labels import spoken
from storage.findings import Words
from storage.unit import Unit

#: answers of one page, answers that themes are counted over, and how many of them when nobody asked for it
PAGE, WINDOW, FREE = 50, 2000, 200

#: characters of a search
SEARCH = 100


@dataclass(frozen=True, slots=True)
class Read:
    """What was written at a question."""

    title: str
    question: Question
    words: Sequence[Words]
    #: whether there is more than what was read
    more: bool


async def show_answers(request: web.Request) -> web.StreamResponse:
    """Show the open answers to one question; of many, themes are counted when somebody asks for it."""
    desk, theme = desk_of(request), request.query.get("theme", "")
    counted = theme != "" or "count" in request.query
    read = await desk.database.read(partial(_read, request=request, limit=WINDOW if counted else FREE))
    whole = counted or not read.more
    filed = _filed(desk, read.words if whole else read.words[: PAGE + 1])
    kept = [(one, name) for one, name in filed if not theme or (name or "none") == theme]
    shown, rest = kept[:PAGE], kept[PAGE:]
    following = shown[-1][0].place if rest else filed[-1][0].place if read.more else ""
    labels = {
        one.slug: spoken(one.labels, language_of(request), desk.languages[0])
        for one in desk.room().town.themes
    }
    counts = Counter(name for _, name in filed).most_common() if whole else [(slug, 0) for slug in labels]
    return draw(
        request, "surveys/answers.html", name=request.match_info["name"], title=read.title,
        question=read.question, label=in_language(read.question["text"], language_of(request)), shown=shown,
        following=following, themes=counts, labels=labels, theme=theme, search=_search(request), window=WINDOW,
        whole=whole, bounded=counted and read.more,
    )  # fmt: skip


def _search(request: web.Request) -> str:
    return request.query.get("q", "")[:SEARCH].strip()


def _read(unit: Unit, request: web.Request, limit: int) -> Read:
    desk, wanted = desk_of(request), request.match_info["question"]
    opened = find_survey(unit, desk, request.match_info["name"])
    if opened.survey is None:
        raise web.HTTPNotFound
    asked = written(unit, opened.survey, desk.settings.timezone).questions
    questions = read_questions(unit, opened.survey, asked)
    question = next((q for q in questions if q["ask"] == wanted and q["type"] == "text"), None)
    if question is None:
        raise web.HTTPNotFound
    after, search = request.query.get("after", "")[:80], _search(request)
    words = unit.findings.words(opened.survey.id, step_of(wanted), after, search, limit + 1)
    title = spoken(opened.sketch.title, language_of(request), desk.languages[0])
    return Read(title, question, words[:limit], len(words) > limit)


def _filed(desk: Desk, words: Sequence[Words]) -> list[tuple[Words, str]]:
    """Return each answer with its theme, "" for none."""
    keywords = {theme.slug: theme.keywords for theme in desk.room().town.themes}
    found = [(one, suggest_theme(one.text, keywords)) for one in words]
    return [(one, theme.theme if theme else "") for one, theme in found]
