"""Does the guide for staff show the console as it is? Its pictures are taken here; `--update-golden` writes them anew."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from bot.console.role import Role
from storage.ideas import Idea, Words
from storage.unit import Unit
from tests.browser.office import Desktop
from tests.convention.tree import ROOT
from tests.unit.console.office import NOW

GUIDE = ROOT / "docs/fr/guide.md"
FOLDER = ROOT / "docs/fr/pictures"

#: bytes of a picture: a guide that is printed, and cloned by everybody
LARGEST = 120_000

#: picture → page; "" of a role: before signing in
PICTURES = {
    "entrer": "/sign-in",
    "accueil": "/",
    "idees": "/ideas",
    "moderation": "/moderation",
    "enquete": "/surveys/new",
    "envoi": "/sendings/new",
    "conversations": "/conversations",
    "participants": "/participants",
    "reglages": "/settings",
    "heures": "/settings/hours",
    "equipe": "/settings/staff",
    "journal": "/journal",
}

IDEAS = (
    (
        "Un abri à vélos devant la gare",
        "Un abri fermé, avec une pompe",
        "les vols",
        "venir en train sans voiture",
    ),
    ("Des arbres dans la cour", "Planter six tilleuls", "la cour brûle l'été", "de l'ombre à la récréation"),
    ("Un banc place du Marché", "Deux bancs à l'ombre", "les anciens restent debout", "se retrouver"),
)


def hand_in(unit: Unit) -> None:
    """Store ideas of a resident."""
    (who,) = unit.participants.resolve([("simulator", "sms-lea")], NOW).values()
    unit.ideas.add(
        [
            Idea(
                f"idea{n}",
                unit.ideas.next_number(),
                f"MOBI-22{n}3",
                who,
                Words(*words, NOW),
                NOW,
                theme="mobilite",
            )
            for n, words in enumerate(IDEAS)
        ]
    )


def named() -> set[str]:
    """Return the pictures that the guide shows."""
    return set(re.findall(r"\]\(pictures/([a-z]+)\.png\)", GUIDE.read_text("utf-8")))


async def take(page: Page) -> bytes:
    """Return a picture of what a window shows."""
    return await page.screenshot(animations="disabled", caret="hide")


@pytest.mark.needs("chromium")
@pytest.mark.asyncio(loop_scope="session")
async def test_pictures_are_of_the_console(desktop: Desktop, request: pytest.FixtureRequest) -> None:
    await desktop.office.service.database.transact(hand_in)
    small: dict[str, object] = {"viewport": {"width": 960, "height": 640}}
    pages = {True: await desktop.page(Role.ADMIN, **small), False: await desktop.page(None, **small)}
    for name, path in PICTURES.items():
        page = pages[path != "/sign-in"]
        answer = await page.goto(f"{desktop.origin}/console{path}")
        assert answer is not None
        assert answer.status == 200, path
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        taken = await take(page)
        assert 5_000 < len(taken) < LARGEST, name
        if request.config.getoption("--update-golden"):
            (FOLDER / f"{name}.png").write_bytes(taken)


def test_the_guide_shows_every_picture() -> None:
    assert named() == set(PICTURES) == {path.stem for path in FOLDER.glob("*.png")}
    assert all(path.stat().st_size < LARGEST for path in FOLDER.glob("*.png"))


def test_the_guide_names_what_the_bar_names() -> None:
    text = GUIDE.read_text("utf-8")
    bar = (
        "Accueil",
        "Idées",
        "Modération",
        "Enquêtes",
        "Envois",
        "Participants",
        "Conversations",
        "Réglages",
        "Journal",
    )
    assert [word for word in bar if f"**{word}**" not in text] == []
