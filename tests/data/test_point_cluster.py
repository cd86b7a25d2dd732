"""Points that are drawn as one: nothing is lost, nothing hidden is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import mapbox_vector_tile
import pytest
import shapely
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from shapely import Point
from sqlalchemy import delete

from data.db import Database
from data.models import Report, to_column
from data.queries.tile import TILE_LAYERS, build_tile, list_points
from data.queries.tile_row import Row, list_rows
from geo.errors import InputError, MissingError
from geo.life_cycle import report_states
from geo.tile import Tile, tile_at

LON, LAT = 8.7102, 36.1806
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CORNER = tile_at(LON, LAT, 17).bounds[:2]
SPOTS = (CORNER, (CORNER[0], LAT), (LON, LAT), (LON + 0.00001, LAT))
"""On the corner of four tiles, on the edge of two, and two that lie side by side."""

Said = tuple[tuple[float, float], str, bool]
places = st.one_of(
    st.sampled_from(SPOTS), st.tuples(st.floats(8.69, 8.73), st.floats(36.165, 36.195))
)
drawn = st.lists(
    st.tuples(places, st.sampled_from(list(report_states())), st.booleans()),
    max_size=8,
)


def put(database: Database, said: list[Said]) -> None:
    with database.write() as session:
        session.execute(delete(Report))
        session.add_all(
            Report(
                tracking=f"K-{number}",
                state=state,
                is_private=is_private,
                category="kerb",
                lang="fr",
                created_at=NOON,
                changed_at=NOON,
                geom=to_column(Point(*where)),
            )
            for number, (where, state, is_private) in enumerate(said)
        )


def around(said: list[Said], zoom: int) -> set[Tile]:
    """Give the tiles with points, and all that touch them."""
    last = 2**zoom - 1
    return {
        Tile(zoom, min(last, tile.x + x), min(last, tile.y + y))
        for tile in (tile_at(*where, zoom) for where, _, _ in said)
        for x in (-1, 0, 1)
        for y in (-1, 0, 1)
    }


def rows_of(database: Database, said: list[Said], zoom: int) -> Iterator[Row]:
    with database.read() as session:
        for tile in around(said, zoom):
            yield from list_rows(session, TILE_LAYERS["reports"], tile)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=drawn, zoom=st.integers(8, 20))
@example(said=[((LON, LAT), "published", False)] * 3, zoom=20)
@example(said=[(CORNER, "published", False), (CORNER, "hidden", False)], zoom=17)
def test_counts_add_up_to_what_anybody_may_see_at_every_zoom(
    database: Database, said: list[Said], zoom: int
) -> None:
    put(database, said)
    states = report_states()

    counted: Counter[str] = Counter()
    for _, _, properties in rows_of(database, said, zoom):
        counted[properties["status"]] += properties.get("count", 1)

    shown = [states[state] for _, state, is_private in said if not is_private]
    assert counted == Counter(one.open311 for one in shown if one.is_public)


def test_one_alone_keeps_its_number_and_several_have_none(database: Database) -> None:
    places = (*SPOTS[2:], (LON + 0.02, LAT))
    put(database, [(where, "published", False) for where in places])

    with database.read() as session:
        box = (LON - 0.01, LAT - 0.01, LON + 0.03, LAT + 0.01)
        rows = [one for _, _, one in list_points(session, "reports", box, 15)]

    assert sorted(rows, key=len) == [
        {"status": "open", "count": 2},
        {
            "key": "K-2",
            "category": "kerb",
            "state": "published",
            "status": "open",
            "name": "",
        },
    ]


def test_what_is_open_and_what_is_closed_are_never_counted_together(
    database: Database,
) -> None:
    states = ("published", "reopened", "fixed_verified", "lapsed", "lapsed")
    put(database, [((LON, LAT), state, False) for state in states])

    with database.read() as session:
        box = (LON, LAT, LON, LAT)
        rows = [one for _, _, one in list_points(session, "reports", box, 20)]

    assert rows == [{"status": "open", "count": 2}, {"status": "closed", "count": 3}]


def test_a_hundred_at_a_corner_are_one_point_of_one_tile(database: Database) -> None:
    put(database, [(SPOTS[2], "published", False)] * 100)

    with database.read() as session:
        body = build_tile(session, "reports", tile_at(LON, LAT, 16))

    (feature,) = mapbox_vector_tile.decode(body)["reports"]["features"]
    assert feature["properties"] == {"status": "open", "count": 100}
    assert feature["geometry"]["type"] == "Point"


def test_nobody_learns_to_the_centimetre_where_somebody_stood(
    database: Database,
) -> None:
    exact = (LON + 0.0000049, LAT + 0.0000049)
    put(database, [(exact, "published", False)])

    with database.read() as session:
        ((_, shape, _),) = list_points(session, "reports", exact * 2, 20)

    assert shapely.get_coordinates(shape).tolist() == [[LON, LAT]]


def test_a_layer_of_single_things_is_not_counted(embedded: Database) -> None:
    with embedded.read() as session, pytest.raises(MissingError, match="a number"):
        list_points(session, "places", (LON, LAT, LON, LAT), 15)


def test_a_box_of_too_many_tiles_is_refused(embedded: Database) -> None:
    with embedded.read() as session, pytest.raises(InputError) as caught:
        list_points(session, "reports", (8.0, 36.0, 9.0, 37.0), 15)

    assert caught.value.field == "bbox"
