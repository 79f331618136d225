"""How well are residents understood? `palabre nlu evaluate`, on sentences that nothing was trained on."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import click

from bot.bootstrap.backends import WEIGHERS, open_backend
from bot.cli.running import read_or_exit
from bot.logs import set_up_logs
from bot.nlu.evaluation.evaluation import HELD_OUT, Evaluation, HeldOut, read_held_out
from bot.nlu.evaluation.evaluation import evaluate as put_to
from bot.nlu.thresholds import THRESHOLDS
from bot.settings import Settings


@click.command()
@click.option(
    "--backend",
    "backends",
    type=click.Choice(tuple(THRESHOLDS)),
    multiple=True,
    default=("embedded",),
    show_default=True,
    help="What understands; may be given twice.",
)
@click.option(
    "--language",
    "languages",
    multiple=True,
    default=("fr",),
    show_default=True,
    help="Language of the sentences; may be given again.",
)
@click.option(
    "--picture", type=click.Path(dir_okay=False, path_type=Path), help="PNG or SVG to draw them in."
)
@click.option(
    "--mistakes", is_flag=True, help="Quote what was not understood: not for who writes the training data."
)
@click.option(
    "--sentences",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=HELD_OUT,
    show_default="tests/nlu",
    help="Folder of held-out sentences.",
)
def evaluate(
    backends: Sequence[str], languages: Sequence[str], picture: Path | None, mistakes: bool, sentences: Path
) -> None:
    """Measure accuracy, confusions, thresholds, opt-outs, calibration, latency and memory on held-out sentences."""
    from bot.nlu.evaluation.page import write_mistakes, write_page

    settings = read_or_exit()
    set_up_logs("WARNING")
    held_out = [read_held_out(language, sentences) for language in languages]
    evaluations = asyncio.run(_evaluate(settings, backends, held_out))
    for evaluation in evaluations:
        click.echo(write_page(evaluation))
        if mistakes:
            click.echo(write_mistakes(evaluation))
    if picture:
        from bot.nlu.evaluation.picture import draw

        draw(evaluations, picture)


async def _evaluate(
    settings: Settings, backends: Sequence[str], held_out: Sequence[HeldOut]
) -> list[Evaluation]:
    done = []
    for name in backends:
        backend = await open_backend(name, settings)
        try:
            memory = await WEIGHERS[name](settings.data, settings.languages)
            done += [await put_to(backend, one, THRESHOLDS[name], memory) for one in held_out]
        finally:
            await backend.close()
    return done
