"""What do residents write that is not understood? `palabre nlu misunderstood`, to be labelled and learnt."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from bot.bootstrap import Service
from bot.cli.running import with_service
from bot.nlu.lessons import DATA, Lesson, gather, read_learnt, write_list, write_yaml
from storage.misunderstood import Utterance


@click.command()
@click.option("--language", help="Only this language.")
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=200, show_default=True, help="Texts to look at."
)
@click.option(
    "--yaml", "as_yaml", is_flag=True, help="As lines for nlu_data, under the intents that were guessed."
)
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=DATA,
    show_default="nlu_data",
    help="Folder of training data: what it already holds is left out.",
)
def misunderstood(language: str | None, limit: int, as_yaml: bool, data: Path) -> None:
    """List texts that were not understood lately, masked and of nobody in particular, to label them.

    They are kept for 90 days, and only where PALABRE_KEEP_MISUNDERSTOOD is on.
    """

    async def work(service: Service) -> list[Utterance]:
        return await service.database.read(lambda unit: unit.misunderstood.recent(limit, language))

    lessons = _lessons(with_service(work), data)
    click.echo(write_yaml(lessons) if as_yaml else write_list(lessons), nl=False)


def _lessons(kept: Sequence[Utterance], data: Path) -> list[Lesson]:
    """Return what is still to be learnt."""
    languages = {utterance.language for utterance in kept}
    learnt = frozenset[tuple[str, str]]().union(*(read_learnt(language, data) for language in languages))
    return gather([Lesson(u.language, u.text, u.guesses, u.at.date()) for u in kept], learnt)
