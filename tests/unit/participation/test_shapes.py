"""Does a file of outlines come whole, or with the one reason why not?"""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.participation import shapes
from bot.participation.shapes import BadShapes, Drawn, read_shapes

RING = [[2.0, 48.0], [2.1, 48.0], [2.1, 48.1], [2.0, 48.0]]


def feature(
    name: object = "Centre", ring: Any = RING, kind: str = "Polygon", key: str = "name"
) -> dict[str, Any]:
    coordinates = [ring] if kind == "Polygon" else [[ring]]
    return {
        "type": "Feature",
        "properties": {"code": 7, key: name},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def collection(*features: object, **more: object) -> bytes:
    return orjson.dumps({"type": "FeatureCollection", "features": features, **more})


def why(data: bytes) -> str:
    with pytest.raises(BadShapes) as caught:
        read_shapes(data)
    return caught.value.key


def test_polygons_come_by_their_names() -> None:
    found = read_shapes(collection(feature(), feature("Nord", kind="MultiPolygon", key="NOM")))
    assert found[0] == Drawn("Centre", {"type": "Polygon", "coordinates": [RING]})
    assert (found[1].name, found[1].shape["coordinates"]) == ("Nord", [[RING]])


def test_heights_and_digits_are_left_out() -> None:
    high = [[x + 0.00000001, y, 12.0] for x, y in RING]
    assert read_shapes(collection(feature(ring=high)))[0].shape["coordinates"] == [RING]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "json"),
        (b"PK\x03\x04", "json"),
        (b"[1]", "kind"),
        (orjson.dumps({"type": "Polygon"}), "kind"),
        (collection(), "count"),
        (collection(*[feature(str(n)) for n in range(501)]), "count"),
        (collection(7), "kind"),
        (collection(feature(name="  ")), "nameless"),
        (collection(feature(name=12)), "nameless"),
        (collection(feature(), feature("CENTRE")), "twice"),
        (collection({"type": "Feature", "properties": {"name": "x"}, "geometry": None}), "geometry"),
        (collection(feature(kind="Point")), "geometry"),
        (collection(feature(ring=RING[:3])), "ring"),
        (collection(feature(ring=[["a", "b"]] * 4)), "ring"),
        (collection(feature(ring=[[True, 48.0]] * 4)), "ring"),
        (collection(feature(ring=[[2.0, 48.0], [2.1, 48.0], [2.1, 48.1], [2.0, 48.1]])), "open"),
        (collection(feature(ring=[[2.0, 48.0], [2.1, 48.0], [2.2, 48.0], [2.0, 48.0]])), "flat"),
        (collection(feature(ring=[[652_000.0, 6_860_000.0]] * 4)), "datum"),
        (collection(feature(), crs={"properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}), "datum"),
    ],
)
def test_what_is_wrong_is_named(data: bytes, key: str) -> None:
    assert why(data) == key


def test_wgs84_may_be_named() -> None:
    named = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert len(read_shapes(collection(feature(), crs=named))) == 1


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "POINTS", 7)
    assert why(collection(feature("a"), feature("b"))) == "points"
    monkeypatch.setattr(shapes, "SIZE", 10)
    assert why(collection(feature())) == "size"


@given(
    st.recursive(
        st.none() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=5),
        max_leaves=30,
    )
)
def test_no_coordinates_are_a_surprise(coordinates: object) -> None:
    strange = {**feature(), "geometry": {"type": "MultiPolygon", "coordinates": coordinates}}
    with pytest.raises(BadShapes):
        read_shapes(collection(strange))
