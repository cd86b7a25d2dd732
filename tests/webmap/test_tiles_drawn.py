"""Tiles that are kept: drawn once, anew as soon as anything changed."""

from __future__ import annotations

import mapbox_vector_tile
import pytest
from shapely import Point

from data.models import Report, to_column
from data.queries.revision import raise_revision
from data.runtime import Runtime
from geo.tile import tile_at
from tests.map_rows import DAY, LAT, LON, at
from webmap.tiles.drawn import EMPTY_BYTES, Drawn

HERE = tile_at(LON + 0.001, LAT + 0.001, 16)
REPORTS = f"/tiles/reports/{HERE.z}/{HERE.x}/{HERE.y}.mvt"
BOX = f"{LON},{LAT},{LON + 0.002},{LAT + 0.002}"


def _add(held: Runtime, tracking: str, state: str) -> None:
    with held.database.write() as session:
        row = Report(tracking=tracking, state=state, category="kerb", lang="fr")
        row.created_at = row.changed_at = DAY
        row.geom = to_column(Point(at(1, 1).x, at(1, 1).y))
        session.add(row)
        raise_revision(session)


def _counts(body: bytes) -> list[int]:
    features = mapbox_vector_tile.decode(body)["reports"]["features"]
    return [one["properties"].get("count", 1) for one in features]


def test_a_change_is_seen_at_once(client, held: Runtime) -> None:
    first = client.get(REPORTS)

    _add(held, "K-second", "published")
    second = client.get(REPORTS, headers={"If-None-Match": first.headers["ETag"]})

    assert _counts(first.data) == [1]
    assert _counts(second.data) == [2]
    assert second.headers["ETag"] != first.headers["ETag"]


def test_what_is_hidden_is_not_even_counted(client, held: Runtime) -> None:
    _add(held, "K-second", "hidden")
    _add(held, "K-third", "received")

    assert _counts(client.get(REPORTS).data) == [1]


def test_maps_without_webgl_draw_the_same_points(client, held: Runtime) -> None:
    _add(held, "K-second", "published")

    answer = client.get(f"/tiles/reports.geojson?bbox={BOX}&zoom=16")

    (several,) = answer.json["features"]
    assert answer.mimetype == "application/geo+json"
    assert several["properties"] == {"status": "open", "count": 2}
    assert several["geometry"]["coordinates"] == [
        round(at(1, 1).x, 5),
        round(at(1, 1).y, 5),
    ]


@pytest.mark.parametrize(
    ("path", "status", "field"),
    [
        (f"/tiles/secrets.geojson?bbox={BOX}&zoom=16", 404, ""),
        (f"/tiles/places.geojson?bbox={BOX}&zoom=16", 404, ""),
        (f"/tiles/reports.geojson?bbox={BOX}", 422, "zoom"),
        (f"/tiles/reports.geojson?bbox={BOX}&zoom=21", 422, "zoom"),
        (f"/tiles/reports.geojson?bbox={BOX}&zoom=²", 422, "zoom"),
        ("/tiles/reports.geojson?zoom=16", 422, "bbox"),
        ("/tiles/reports.geojson?bbox=8,36,9,37&zoom=16", 422, "bbox"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_words(
    client, path: str, status: int, field: str
) -> None:
    answer = client.get(path)

    assert answer.status_code == status
    assert answer.json["field"] == field


def test_a_tile_is_drawn_once_until_the_data_change() -> None:
    kept, drawn = Drawn(), iter([b"one", b"two"])

    first = kept.get("1", "/a", lambda: next(drawn))
    again = kept.get("1", "/a", lambda: next(drawn))
    changed = kept.get("2", "/a", lambda: next(drawn))

    assert (first, again, changed) == (b"one", b"one", b"two")


def test_what_was_asked_for_long_ago_makes_room() -> None:
    kept, drawn = Drawn(2 * (EMPTY_BYTES + 1)), iter([b"a", b"b", b"c", b"again"])
    for address in "aba":
        kept.get("1", address, lambda: next(drawn))

    kept.get("1", "c", lambda: next(drawn))

    assert kept.get("1", "a", lambda: next(drawn)) == b"a"
    assert kept.get("1", "b", lambda: next(drawn)) == b"again"


def test_everything_can_be_forgotten() -> None:
    kept, drawn = Drawn(), iter([b"one", b"two"])
    kept.get("1", "/a", lambda: next(drawn))

    kept.forget()

    assert kept.get("1", "/a", lambda: next(drawn)) == b"two"
