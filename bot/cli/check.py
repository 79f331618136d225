"""Is everything in order? `palabre check`: settings, channels, scripts, messages, translations; each fault with its line."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from bot.bootstrap.ground import check_folder, check_languages
from bot.cli.check_key import describe_key
from bot.cli.check_rests import describe_rests
from bot.cli.reach import describe_channels
from bot.cli.running import read_or_exit
from bot.errors import PalabreError
from bot.settings import Settings
from bot.settings.model import variable_of
from dialogues.errors import BadScript
from dialogues.loader import LANGUAGES, MESSAGES, SCRIPTS, load_phrasebook, load_scripts
from dialogues.phrasebook import Entry, Phrasebook
from dialogues.review import Finding


@click.command()
@click.option(
    "--scripts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=SCRIPTS,
    help="Folder of scripts to check.",
)
@click.option(
    "--messages",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=MESSAGES,
    help="Folder of messages to check.",
)
def check(scripts: Path, messages: Path) -> None:
    """Review settings, channels, scripts, messages and translations: where, what is wrong, what to do."""
    unknown: list[str] = []
    try:
        settings = read_or_exit(unknown.append)
    except PalabreError:
        # a name that is misspelt may be why another setting is missing
        click.echo("".join(f"{line}\n" for line in unknown), nl=False)
        raise
    findings = _findings(scripts, messages)
    channels = [*describe_channels(settings), *describe_key(settings), *describe_rests(settings)]
    faults = [*unknown, *_ground(settings), *(str(f) for f in findings if f.grave), *channels]
    # what nothing says is worth a word where nothing else is wrong: a fault alone is seen
    notes = [] if faults else [str(f) for f in findings if not f.grave]
    for line in (*faults, *notes):
        click.echo(line)
    if faults:
        click.echo(f"{len(faults)} to mend.", err=True)
        sys.exit(1)
    unreachable = _unreachable(settings)
    if unreachable:
        click.echo(unreachable)
    click.echo("All else is well." if unreachable else "All is well.")


def _unreachable(settings: Settings) -> str:
    """Return what to know where no channel is set up, "" where one is: nothing is wrong, and nobody can write."""
    if settings.telegram_token is not None or settings.twilio_account_sid is not None:
        return ""
    how = (
        f"{variable_of('telegram_token')} connects Telegram, docs/how-to/connect-twilio.md SMS and WhatsApp."
    )
    if settings.simulator:
        return f"Residents can reach the simulator only: no channel is set up. {how}"
    return f"Nobody can reach the service: no channel is set up, and the simulator is off. {how}"


def _ground(settings: Settings) -> Iterator[str]:
    for check_one in (check_languages, check_folder):
        try:
            check_one(settings)
        except PalabreError as fault:
            yield str(fault)


def _findings(scripts: Path, messages: Path) -> Sequence[Finding]:
    """Return what is wrong with scripts and messages; what nothing says only for the scripts that are shipped."""
    from dialogues.catalogue import review_messages

    phrasebook, wrong = _read_messages(messages)
    if phrasebook is None:
        return wrong
    loaded = load_scripts(phrasebook, scripts)
    found = [*wrong, *(_grave(fault) for fault in loaded.faults)]
    if not (loaded.definitions or found):
        found.append(Finding(scripts.name, 0, "there is no script in this folder: its files end in .yml"))
    if wrong:
        return found
    ours = scripts.resolve() == SCRIPTS.resolve()
    reviewed = review_messages(messages, tuple(loaded.definitions.values()), unused=ours)
    return [*found, *reviewed]


def _read_messages(folder: Path) -> tuple[Phrasebook | None, list[Finding]]:
    """Return the sentences, and the faults of their files; a language with a fault says what another does meanwhile.

    Scripts are read all the same: what is wrong with them is told in the same round. None: no file can be read.
    """
    entries: dict[str, Mapping[str, Entry]] = {}
    faults: list[Finding] = []
    for language in LANGUAGES:
        try:
            entries |= load_phrasebook(folder, [language]).entries
        except BadScript as fault:
            faults.append(_grave(fault))
    if not entries:
        return None, faults
    spare = next(iter(entries.values()))
    return Phrasebook({language: entries.get(language, spare) for language in LANGUAGES}), faults


def _grave(fault: BadScript) -> Finding:
    return Finding(fault.file, fault.line, fault.what)
