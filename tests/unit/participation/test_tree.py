"""Does a tree of pieces mean the segment that it shows, whatever a form sends?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.participation.segments.reading import read_segment
from bot.participation.segments.tree import Piece, cut, grow, of_condition, read_path, read_tree, to_condition

CONDITIONS = st.recursive(
    st.one_of(
        st.just({"proposed": True}),
        st.builds(lambda v: {"district": v}, st.lists(st.sampled_from("abc"), min_size=1, unique=True)),
        st.builds(lambda n: {"silent_days": n}, st.integers(1, 900)),
    ),
    lambda inner: st.one_of(
        st.builds(
            lambda parts, mode: {mode: parts},
            st.lists(inner, min_size=2, max_size=3),
            st.sampled_from(["all", "any"]),
        ),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=8,
)


def form(piece: Piece, name: str = "r") -> dict[str, list[str]]:
    """Return the fields that the page sends for a tree."""
    fields: dict[str, list[str]] = {
        f"k.{name}": [piece.kind],
        f"m.{name}": [piece.mode],
        f"v.{name}": list(piece.values),
    }
    fields |= {f"x.{name}": ["yes" if piece.negated else ""]}
    for n, part in enumerate(piece.parts):
        fields |= form(part, f"{name}.{n}")
    return fields


@given(CONDITIONS)
def test_a_kept_segment_is_shown_and_read_back(data: dict[str, object]) -> None:
    tree = of_condition(read_segment(data).where)
    again = read_tree(form(tree))
    assert again == tree
    meant = read_segment(to_condition(again)).where
    assert of_condition(meant) == tree


@given(st.dictionaries(st.text(max_size=12), st.lists(st.text(max_size=9), max_size=3)))
def test_any_form_gives_a_tree(fields: dict[str, list[str]]) -> None:
    found = read_tree(
        {key: values or [""] for key, values in fields.items()} | {"k.r.x": ["set"], "k.r.99999": ["set"]}
    )
    assert found.kind == "set"


def test_pieces_grow_and_are_cut_at_their_place() -> None:
    tree = grow(grow(grow(Piece("set"), (), "set"), (0,), "district"), (), "proposed")
    assert [part.kind for part in tree.parts] == ["set", "proposed"]
    assert [part.kind for part in tree.parts[0].parts] == ["district"]
    assert [part.kind for part in cut(tree, (0,)).parts] == ["proposed"]
    assert cut(tree, (0, 0)).parts[0].parts == ()
    assert cut(tree, ()) == tree == cut(tree, (7, 7))


def test_paths_are_read_or_refused() -> None:
    assert read_path("r") == () and read_path("r.0.12") == (0, 12)
    assert [read_path(text) for text in ("", "x.1", "r.a", "r.-1", "r." + "0." * 30 + "0")] == [None] * 5
