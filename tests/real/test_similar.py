"""Of the ideas that are shown as close, how many would their authors call the same wish? By labels given by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.participation.corpus import Corpus
from bot.participation.similarity import Near, Text
from tests.real.files import rows

PAIRS = Path(__file__).parents[1] / "nlu" / "similar_pairs.yml"

#: labels that mean "that is the same wish"
ALIKE = ("same", "elsewhere")

#: city → file, columns that name a row, columns of its text
CITIES: Mapping[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "paris": (
        "paris_budget_participatif_laureats.csv",
        ("identifiant_projet_gagnant", "edition"),
        ("titre_projet_gagnant",),
    ),
    "toulouse": ("toulouse_budget_participatif.csv", ("year", "project_id"), ("name",)),
    "lille": ("mel_propositions_libres.csv", ("id",), ("title", "body")),
}


@cache
def pairs() -> dict[str, dict[str, list[tuple[str, str, str]]]]:
    labelled: dict[str, dict[str, list[tuple[str, str, str]]]] = yaml.safe_load(PAIRS.read_text("utf-8"))
    return labelled


@cache
def city(name: str) -> tuple[dict[str, str], Corpus]:
    file, key, columns = CITIES[name]
    texts = {"/".join(row[k] for k in key): " ".join(row[c] for c in columns) for row in rows(file)}
    corpus = Corpus()
    for reference, text in texts.items():
        corpus.add(Text(reference, text, text))
    return texts, corpus


def shown(part: str) -> Iterator[tuple[Near, str]]:
    """Yield what is shown for each idea asked about, three at most, and its label: "other" without one."""
    for name, labelled in pairs()[part].items():
        texts, corpus = city(name)
        labels = {(a, b): label for a, b, label in labelled}
        for asked in dict.fromkeys(a for a, _ in labels):
            for near in corpus.near(texts[asked], most=3, without={asked}):
                yield near, labels.get((asked, near.reference), "other")


def precision(part: str, wanted: tuple[str, ...] = ALIKE) -> tuple[float, int]:
    labels = [label for _, label in shown(part)]
    return sum(label in wanted for label in labels) / len(labels), len(labels)


def test_pairs_are_ids_and_labels_only() -> None:
    every: list[Any] = [pair for part in pairs().values() for listed in part.values() for pair in listed]
    assert len(every) >= 200
    assert {label for _, _, label in every} == {*ALIKE, "other"}
    assert all(a != b and max(len(a), len(b)) < 15 and a[0].isdigit() for a, b, _ in every)


def test_every_pair_is_in_the_files() -> None:
    listed = {(name, r) for part in pairs().values() for name in part for p in part[name] for r in p[:2]}
    assert {(name, r) for name, r in listed if r not in city(name)[0]} == set()


def test_four_of_five_shown_are_alike() -> None:
    for part in ("choosing", "reporting"):
        reached, count = precision(part)
        same, _ = precision(part, ("same",))
        print(f"{part}: {count} shown, {reached:.2f} alike, {same:.2f} for the same place")
        assert count > 50 and reached >= 0.8


def test_what_is_shown_says_why() -> None:
    assert all(near.shared for near, _ in shown("reporting"))
