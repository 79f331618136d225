"""What did people write in their own words? By theme, searched, a page at a time; nothing tells who."""

from __future__ import annotations

from collections import Counter

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

#: answers of one page, and answers that themes are counted over
PAGE, WINDOW = 50, 2000

#: characters of a search
SEARCH = 100


async def show_answers(request: web.Request) -> web.StreamResponse:
    """Show the open answers to one question."""
    desk, query = desk_of(request), request.query
    search, theme, after = query.get("q", "")[:SEARCH].strip(), query.get("theme", ""), query.get("after", "")

    def read(unit: Unit) -> tuple[Question, list[Words], str]:
        opened = find_survey(unit, desk, request.match_info["name"])
        if opened.survey is None:
            raise web.HTTPNotFound
        asked = written(unit, opened.survey, desk.settings.timezone).questions
        wanted = request.match_info["question"]
        questions = read_questions(unit, opened.survey, asked)
        question = next((q for q in questions if q["ask"] == wanted and q["type"] == "text"), None)
        if question is None:
            raise web.HTTPNotFound
        words = unit.findings.words(opened.survey.id, step_of(wanted), after[:80], search, WINDOW + 1)
        return question, words, spoken(opened.sketch.title, language_of(request), desk.languages[0])

    question, words, title = await desk.database.read(read)
    filed = [(one, _theme(desk, one.text)) for one in words[:WINDOW]]
    themes = Counter(name for _, name in filed)
    kept = [
        (one, name) for one, name in filed if not theme or name == theme or (theme == "none" and not name)
    ]
    shown, rest = kept[:PAGE], kept[PAGE:]
    following = shown[-1][0].place if rest else words[WINDOW - 1].place if len(words) > WINDOW else ""
    labels = {
        one.slug: spoken(one.labels, language_of(request), desk.languages[0])
        for one in desk.room().town.themes
    }
    return draw(
        request, "surveys/answers.html", name=request.match_info["name"], title=title, question=question,
        label=in_language(question["text"], language_of(request)), shown=shown, following=following,
        themes=themes.most_common(), labels=labels, theme=theme, search=search, window=WINDOW,
        bounded=len(words) > WINDOW,
    )  # fmt: skip


def _theme(desk: Desk, text: str) -> str:
    found = suggest_theme(text, {theme.slug: theme.keywords for theme in desk.room().town.themes})
    return found.theme if found else ""
