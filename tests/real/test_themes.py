"""How often is the theme right that is learnt from two cities' own projects? Title alone, five-fold, fixed seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from warnings import catch_warnings, simplefilter

import pytest

from bot.nlu.linear.training import learn
from tests.real.files import rows

FOLDS = 5

#: Toulouse named the same themes otherwise from one edition to the next
RENAMED: Mapping[str, str] = {
    "Nature en ville et biodiversité": "Nature en ville",
    "Éco-mobilité et transports": "Éco-mobilité",
    "Énergie et bâtiments": "Énergie",
    "Consommation responsable et économie circulaire": "Consommation responsable",
}

#: city → file, column of the title, column of the theme, accuracy, accuracy of the first three
CITIES = {
    "toulouse": ("toulouse_budget_participatif.csv", "name", "category", 0.80, 0.93),
    "paris": ("paris_budget_participatif_laureats.csv", "titre_projet_gagnant", "thematique", 0.63, 0.85),
}


@pytest.mark.parametrize("city", CITIES)
def test_themes_are_learnt_from_titles(city: str) -> None:
    file, title, theme, first, among_three = CITIES[city]
    labelled = [row for row in rows(file) if row[theme]]
    titles = [row[title] for row in labelled]
    themes = [RENAMED.get(row[theme], row[theme]) for row in labelled]
    places = [place for fold in split(themes) for place in place_each(titles, themes, fold)]
    reached = [sum(place < most for place in places) / len(places) for most in (1, 3)]
    print(f"{city}: {len(places)} titles, right {reached[0]:.3f}, among three {reached[1]:.3f}")
    assert reached[0] >= first and reached[1] >= among_three


def split(themes: Sequence[str]) -> list[set[int]]:
    """Return the numbers of each fold: themes as even as can be, no luck but the seed's."""
    from sklearn.model_selection import StratifiedKFold

    with catch_warnings():
        # some themes have fewer titles than there are folds
        simplefilter("ignore", UserWarning)
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(themes, themes)
        return [set(map(int, fold)) for _, fold in folds]


def place_each(titles: Sequence[str], themes: Sequence[str], fold: set[int]) -> list[int]:
    """Return at which place the right theme of each title comes, learning from the other folds alone."""
    seen = [n for n in range(len(titles)) if n not in fold]
    model = learn([titles[n] for n in seen], [themes[n] for n in seen])
    ranked = {n: [guess.label for guess in model.rank(titles[n])] for n in fold}
    return [r.index(themes[n]) if themes[n] in r else len(r) + 3 for n, r in ranked.items()]
