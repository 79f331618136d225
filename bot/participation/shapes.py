"""Which districts does a GeoJSON file draw (RFC 7946: WGS 84, longitude first), and why is another file refused?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import orjson

from bot.errors import PalabreError

#: bytes of a file, districts in it, and points of them all: a large town's quarters have some 20,000
SIZE, MOST, POINTS = 3_000_000, 500, 60_000
#: digits kept of a coordinate: 10 cm
DIGITS = 6
#: points of the smallest ring: a triangle that ends where it began
RING = 4
#: properties that name a district, the likelier first
NAMES = ("name", "nom", "libelle", "libellé", "label", "quartier", "nom_quartier", "nom_quart", "title")
#: how a file may name WGS 84, when it names anything
WGS84 = ("crs84", "4326", "wgs84", "wgs 84")


@dataclass(eq=False)
class BadShapes(PalabreError):
    """A file that draws no districts; `key` is the sentence, `params` what stands in it."""

    key: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One district of a file."""

    name: str
    #: a Polygon or a MultiPolygon
    shape: dict[str, Any]


def read_shapes(data: bytes) -> list[Drawn]:
    """Return the districts of a file. Raise BadShapes with the one reason why not."""
    if len(data) > SIZE:
        raise BadShapes("size", {"most": SIZE // 1_000_000})
    try:
        document = orjson.loads(data)
    except orjson.JSONDecodeError:
        raise BadShapes("json") from None
    if not isinstance(document, dict):
        raise BadShapes("kind")
    _check_datum(document)
    features = [document] if document.get("type") == "Feature" else document.get("features")
    if document.get("type") not in ("Feature", "FeatureCollection") or not isinstance(features, list):
        raise BadShapes("kind")
    if not features or len(features) > MOST:
        raise BadShapes("count", {"most": MOST})
    drawn = [_read(feature, rank) for rank, feature in enumerate(features, 1)]
    if sum(map(_count, drawn)) > POINTS:
        raise BadShapes("points", {"most": POINTS})
    names = [one.name.casefold() for one in drawn]
    if twice := next((one.name for one in drawn if names.count(one.name.casefold()) > 1), ""):
        raise BadShapes("twice", {"name": twice})
    return drawn


def _check_datum(document: Mapping[str, Any]) -> None:
    named = str(document.get("crs") or "").casefold()
    if named and not any(known in named for known in WGS84):
        raise BadShapes("datum")


def _read(feature: Any, rank: int) -> Drawn:
    if not isinstance(feature, dict):
        raise BadShapes("kind")
    name = _name(feature.get("properties"))
    if not name:
        raise BadShapes("nameless", {"rank": rank})
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise BadShapes("geometry", {"name": name})
    kind, coordinates = geometry["type"], geometry.get("coordinates")
    if not isinstance(coordinates, list) or not coordinates:
        raise BadShapes("ring", {"name": name})
    if kind == "Polygon":
        return Drawn(name, {"type": kind, "coordinates": _polygon(coordinates, name)})
    return Drawn(name, {"type": kind, "coordinates": [_polygon(one, name) for one in coordinates]})


def _name(properties: Any) -> str:
    """Return what a feature is called: by the likeliest property, else by its first text."""
    if not isinstance(properties, dict):
        return ""
    texts = {str(key).casefold(): value for key, value in properties.items() if isinstance(value, str)}
    found = next((texts[name] for name in NAMES if texts.get(name, "").strip()), "")
    return " ".join((found or next(iter(texts.values()), "")).split())[:60]


def _polygon(rings: Any, name: str) -> list[list[list[float]]]:
    if not isinstance(rings, list) or not rings:
        raise BadShapes("ring", {"name": name})
    return [_ring(ring, name) for ring in rings]


def _ring(ring: Any, name: str) -> list[list[float]]:
    if not isinstance(ring, list) or len(ring) < RING or len(ring) > POINTS:
        raise BadShapes("ring", {"name": name})
    points = [_point(point, name) for point in ring]
    if points[0] != points[-1]:
        raise BadShapes("open", {"name": name})
    if abs(_area(points)) == 0:
        raise BadShapes("flat", {"name": name})
    return points


def _point(point: Any, name: str) -> list[float]:
    pair = point[:2] if isinstance(point, list) else []
    if len(pair) < 2 or not all(isinstance(n, int | float) and not isinstance(n, bool) for n in pair):
        raise BadShapes("ring", {"name": name})
    longitude, latitude = pair
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise BadShapes("datum")
    return [round(float(longitude), DIGITS), round(float(latitude), DIGITS)]


def _area(points: list[list[float]]) -> float:
    """Return twice the signed area of a ring, in square degrees."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(points))


def _count(drawn: Drawn) -> int:
    return sum(1 for _ in _points(drawn.shape["coordinates"]))


def _points(nested: Any) -> Iterator[Any]:
    if nested and isinstance(nested[0], float):
        yield nested
        return
    for one in nested:
        yield from _points(one)
