import tomllib
from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import LineString, MultiPoint
from sqlalchemy import select

from data.analysis import (
    check_kept,
    kept_profiles,
    refresh_gaps,
    with_usual_costs,
)
from data.gap_facts import KEY_LENGTH, short_key
from data.models import Gap, Work, to_shapely
from data.queries.gap import count_gaps
from data.queries.town_facts import load_town_facts
from data.queries.work import count_works
from data.town_analysis import ProfileSurvey, TownSurvey
from data.work_facts import USUAL_COST
from geo.answer import Policy, Verdict
from geo.errors import InputError, MissingError
from geo.island import find_islands, find_parts
from geo.profile import get_profile
from geo.repair import mend_network
from geo.trip import plan_trip
from geo.works import WorksSurvey, rank_works
from tests.gap_town import analyse_gap_town, load_gap_town
from tests.geo.sketch import kerb, sketch

WHEELS = "manual_wheelchair"
NEAR = 0.0003
"""Degrees: about 30 m."""
USABLE = {Verdict.USABLE, Verdict.EFFORT}


@pytest.fixture
def town(database, tmp_path):
    runtime, _ = analyse_gap_town(database, tmp_path)
    yield runtime
    runtime.close()


def gaps_of(runtime, kind, profile=WHEELS):
    with runtime.database.read() as session:
        wanted = select(Gap).where(Gap.kind == kind, Gap.profile == profile)
        return list(session.scalars(wanted.order_by(Gap.id)))


def works_of(runtime, profile=WHEELS):
    with runtime.database.read() as session:
        wanted = select(Work).where(Work.profile == profile).order_by(Work.rank)
        return list(session.scalars(wanted))


def test_the_upper_town_is_an_island_of_a_wheelchair_with_the_steps_as_reason(town):
    (island,) = gaps_of(town, "island")

    assert island.residents == 40
    assert island.names["ar"] == "الشارع الأعلى"
    assert not island.details["also_walker"]
    reasons = {(b["attribute"], b["way"]) for b in island.details["blocks"]}
    assert reasons == {("steps", "osm:w2")}
    assert {b["source"] for b in island.details["blocks"]} == {"osm"}
    assert to_shapely(island.geom).geom_type == "MultiLineString"


def test_the_hospital_is_out_of_reach_for_the_quarter_above(town):
    gaps = {gap.details["group"]: gap for gap in gaps_of(town, "service")}
    health = gaps["health"]

    assert health.names == {"": "Upper town", "ar": "المدينة العليا"}
    assert health.details["quarter"] == "count:upper"
    assert (health.residents, health.details["lost"]) == (40, 40)
    assert health.details["unknown"] == 0
    assert [b["attribute"] for b in health.details["blocks"]] == ["steps"]


def test_the_stop_above_is_out_of_reach(town):
    (stop,) = gaps_of(town, "stop")

    assert stop.details["stop"] == "osm:n12"
    assert stop.look == "bad"
    assert [b["attribute"] for b in stop.details["blocks"]] == ["steps"]


def test_mending_the_steps_opens_the_hospital_to_some_and_the_stop_to_others(town):
    (work,) = works_of(town)

    assert work.details["by_service"] == {"health": 40, "transport": 100}
    assert (work.rank, work.residents) == (1, 140)
    assert work.services == ["health", "transport"]
    assert work.details["alone"]
    assert work.cost is None


def test_who_walks_with_a_white_cane_takes_the_steps(town):
    assert gaps_of(town, "island", "white_cane") == []
    assert works_of(town, "white_cane") == []


def test_a_made_up_source_behind_the_ways_would_be_told_and_a_real_one_is_not(town):
    (island,) = gaps_of(town, "island")

    assert not island.is_demonstration, "the ways are real, only the count is made up"


def test_analysing_twice_replaces_what_was_found(town):
    with town.database.read() as session:
        first = sorted(session.scalars(select(Gap.key)))
        counts = count_gaps(session), count_works(session)

    again = refresh_gaps(town)

    with town.database.read() as session:
        assert sorted(session.scalars(select(Gap.key))) == first
        assert (count_gaps(session), count_works(session)) == counts
    assert again.gaps == len(first)


def test_an_empty_network_has_neither_gaps_nor_works(database, tmp_path):
    runtime = load_gap_town(database, tmp_path)
    with database.write() as session:
        for table in ("edge", "way", "node", "place", "stop", "barrier", "area"):
            session.connection().exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608
    runtime.graphs.build()

    found = refresh_gaps(runtime)

    assert (found.gaps, found.works) == (0, 0)


def test_a_town_that_is_not_built_is_said_to_be_so(database, tmp_path):
    runtime = load_gap_town(database, tmp_path)
    for file in (tmp_path / "graphs").glob("*.json"):
        file.unlink()

    with pytest.raises(MissingError, match="not built"):
        refresh_gaps(runtime)


def test_the_kept_profiles_are_those_of_the_wheels_the_frame_the_cane_and_the_pram():
    keys = {profile.key for profile in kept_profiles()}

    assert {WHEELS, "power_wheelchair", "rollator", "white_cane", "pram"} <= keys
    assert "walker" not in keys


def test_a_profile_that_is_not_analysed_is_refused_with_those_that_are():
    with pytest.raises(InputError, match="rollator"):
        check_kept("deaf")


def test_a_long_key_keeps_its_beginning_and_stays_its_own():
    one, other = short_key("stop", "a" * 200), short_key("stop", "a" * 201)

    assert len(one) == len(other) == KEY_LENGTH
    assert one != other
    assert short_key("stop", "b") == "stop:b"


@pytest.mark.parametrize("key", [WHEELS, "pram"])
def test_trips_in_el_kef_agree_with_its_islands_and_works(kef, key):
    network, barriers = kef.graphs.current()
    with kef.database.read() as session:
        facts = load_town_facts(session)
    town = TownSurvey(network, barriers, facts=facts, walker=get_profile("walker"))
    survey = ProfileSurvey(town, get_profile(key))
    middles, usable = town.middles(), survey.access.hopeful.usable
    parts = find_parts(network, usable)
    main = np.flatnonzero(parts.inside == parts.main)

    def passes(start, end, *, on=network, under=barriers):
        trip = plan_trip(
            on,
            under,
            origin=tuple(map(float, start)),
            destination=tuple(map(float, end)),
            profile=survey.profile,
            policy=Policy.CAUTIOUS,
        )
        return {trip.out.verdict, trip.back.verdict} <= USABLE

    assert passes(middles[main[0]], middles[main[-1]])
    islands = find_islands(network, usable=usable, walker=town.walker.usable)
    for island in [one for one in islands if one.segments][:6]:
        assert not passes(middles[island.segments[0]], middles[main[0]])
    works = WorksSurvey(network, barriers, places=survey.doors, price=survey.price)
    for gain in rank_works(works)[:3]:
        home, group = middles[gain.homes[0]], next(iter(gain.services))
        doors = [spot.lonlat for name, spot in town.services() if name == group]
        mended = mend_network(network, [gain.barrier])
        others = [b for b in barriers if b.key != gain.barrier.key]
        assert not any(passes(home, door) for door in doors[:5])
        assert any(passes(home, door, on=mended, under=others) for door in doors)


def test_the_named_island_and_the_named_series_of_el_kef_are_found(kef):
    cases = tomllib.loads((kef.town.folder / "cases.toml").read_text("utf-8"))
    series = cases["series"]
    ends = MultiPoint([cases["island"]["from"], cases["island"]["to"]])
    middle = LineString([series["from"], series["to"]])

    islands = gaps_of(kef, "island")
    works = works_of(kef)

    near = min(islands, key=lambda gap: to_shapely(gap.geom).distance(ends))
    assert to_shapely(near.geom).distance(ends) < NEAR
    assert any(block["attribute"] == "steps" for block in near.details["blocks"])
    between = [w for w in works if to_shapely(w.geom).distance(middle) < NEAR]
    assert len(between) >= 2
    assert not any(work.details["alone"] for work in between)


def test_a_barrier_without_a_cost_of_its_own_has_the_usual_one_of_its_kind():
    network = sketch(3, [(0, 1), (1, 2)])
    own = replace(kerb("own", network, 0), cost=5.0)
    none = kerb("none", network, 1)

    found = with_usual_costs([own, none], {"kerb": 600.0})
    as_before = with_usual_costs([own, none], {"steps": 900.0})

    assert [b.cost for b in found] == [5.0, 600.0]
    assert [USUAL_COST in b.details for b in found] == [False, True]
    assert as_before == [own, none]


def test_every_repair_of_stairs_in_el_kef_has_a_cost_that_says_it_is_usual(kef):
    with kef.database.read() as session:
        works = list(session.scalars(select(Work)))
    stairs = [w for w in works if w.details["attribute"] == "steps"]

    assert stairs
    assert all(w.cost and w.details[USUAL_COST] for w in stairs)
    assert all(w.is_demonstration for w in stairs)
