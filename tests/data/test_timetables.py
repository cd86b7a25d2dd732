"""The timetable: compiled from rows, kept as arrays, read back the same."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import numpy as np
import pytest

from data.queries.revision import raise_revision
from data.timetables import TimetableStore
from geo.errors import DataError, MissingError
from geo.transit.day import select_day
from tests.transit_rows import MONDAY, fill_transit


@pytest.fixture
def store(database, tmp_path):
    with database.write() as session:
        fill_transit(session)
    return TimetableStore(database, tmp_path, lambda: "Africa/Tunis")


def _same(one, other):
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    return repr(one) == repr(other)


def test_what_is_read_back_is_what_was_compiled(store):
    built, findings = store.build()

    kept = store.current()

    assert findings == []
    assert kept is not built
    for field in fields(built):
        if field.name != "often":
            one, other = getattr(built, field.name), getattr(kept, field.name)
            assert _same(one, other), field.name
    for field in fields(built.often):
        assert _same(getattr(built.often, field.name), getattr(kept.often, field.name))


def test_rows_become_calls_with_what_was_worked_out_marked(store):
    store.build()

    kept = store.current()

    assert kept.call_stop.tolist() == [0, 1, 2, 0, 2]
    assert kept.departure_s.tolist() == [28800, 29100, 29400, 3600, 4200]
    assert kept.estimated.tolist() == [False, True, False, False, False]
    assert kept.trip_access.tolist() == [1, 0]
    assert kept.wait_high_s[1] == 5400
    assert np.isnan(kept.wait_high_s[0])
    assert np.isnan(kept.stop_lonlat[3]).all()
    assert kept.services[0].exceptions == {date(2026, 12, 1): 2}


def test_the_days_of_a_kept_timetable_are_those_of_its_calendar(store):
    store.build()
    kept = store.current()

    running = [select_day(kept, day).services for day in (MONDAY, date(2026, 12, 1))]

    assert running == [1, 0]


def test_the_same_object_is_given_until_it_is_built_anew(store):
    store.build()
    first = store.current()
    again = store.current()
    store.build()

    assert again is first
    assert store.current() is not first


def test_it_is_built_when_rows_have_changed_and_only_then(store, database):
    store.build()
    assert not store.refresh()
    with database.write() as session:
        raise_revision(session, network=True)

    assert store.is_older()
    assert store.refresh()
    assert not store.is_older()


def test_one_that_was_never_built_is_missing(store):
    assert not store.is_built()
    with pytest.raises(MissingError, match="wusul build"):
        store.current()


def test_one_that_is_broken_says_so_and_is_built_again(store):
    store.build()
    (manifest,) = store.folder.glob("transit-*.json")
    manifest.write_text("{}", encoding="ascii")

    with pytest.raises(DataError, match="build the timetable again"):
        store.current()
    assert store.refresh()
    assert len(store.current().trips) == 2


def test_a_town_without_public_transport_has_an_empty_timetable(database, tmp_path):
    store = TimetableStore(database, tmp_path, lambda: "Africa/Tunis")

    built, findings = store.build()

    assert (len(built.trips), len(built.stops), findings) == (0, 0, [])
    assert len(store.current().call_stop) == 0
