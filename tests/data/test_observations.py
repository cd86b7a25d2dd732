"""Observations in the database: replaced by source, read back as they were."""

from __future__ import annotations

from datetime import date

import pytest

from data.queries.observation import iter_observations, replace_observations
from data.queries.source import catalog, ensure_source
from geo.errors import InputError
from geo.observation import Method, Observation, Side

TAGGED = [
    Observation("osm:w1", "width_m", 1.25, Method.TAGGED, "osm", raw="125 cm"),
    Observation("osm:w1", "surface", "sett", Method.TAGGED, "osm", Side.LEFT),
    Observation("osm:w1", "steps", False, Method.TAGGED, "osm"),
    Observation("osm:w2", "lit", None, Method.TAGGED, "osm"),
]
SURVEYED = [
    Observation(
        "osm:w1",
        "width_m",
        0.85,
        Method.SURVEYED,
        "survey",
        observed_on=date(2026, 5, 1),
        confidence=0.9,
        author="an association",
    )
]


def _store(database, source, observations):
    with database.write() as session:
        row = ensure_source(session, catalog()[source])
        replace_observations(session, row, observations)


def _read(database, **wanted):
    with database.read() as session:
        return list(iter_observations(session, **wanted))


def test_what_is_written_comes_back_the_same(database):
    _store(database, "osm", TAGGED)
    _store(database, "survey", SURVEYED)

    found = _read(database)

    assert sorted(found, key=repr) == sorted([*TAGGED, *SURVEYED], key=repr)


def test_importing_a_source_again_leaves_a_survey_alone(database):
    _store(database, "osm", TAGGED)
    _store(database, "survey", SURVEYED)

    _store(database, "osm", TAGGED[:1])

    assert sorted(_read(database), key=repr) == sorted([TAGGED[0], *SURVEYED], key=repr)


def test_only_the_wanted_subjects_are_read(database):
    _store(database, "osm", TAGGED)

    assert _read(database, subjects=["osm:w2"]) == [TAGGED[3]]


def test_a_value_outside_its_bounds_is_refused_and_nothing_is_written(database):
    high = Observation("osm:w1", "kerb_height_m", 3.0, Method.TAGGED, "osm")

    with pytest.raises(InputError, match="kerb_height_m: 3.0 is outside 0"):
        _store(database, "osm", [*TAGGED, high])

    assert _read(database) == []
