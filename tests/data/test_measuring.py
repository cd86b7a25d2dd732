"""A town is measured from its rows, for one profile after the other."""

from __future__ import annotations

import numpy as np
import pytest

from data.convenient import ConvenienceMeter
from data.measuring import TownMeter, build_meter
from data.queries.stop_mode import list_stop_modes
from data.runtime import Runtime
from geo.measure.span import Range
from geo.measure.supply import build_supply
from geo.passage import Sites
from geo.profile import get_profile
from geo.reach_answer import Use
from tests.gap_town import load_gap_town


@pytest.fixture
def town(database, tmp_path):
    runtime = load_gap_town(database, tmp_path)
    yield runtime
    runtime.close()


def check_doors_are_named_once(meter: TownMeter) -> None:
    every = np.ones(meter.town.network.segments, dtype=bool)
    book, walker = meter.book, get_profile("walker")
    sites = [book.find_sites(one, walker, every) for one in book.services]

    found = build_supply([*sites, *sites], Use.UNKNOWN)

    once = build_supply(sites, Use.UNKNOWN)
    assert isinstance(found.doors, Sites)
    assert len(found.doors) == len(once.doors)
    assert found.amount.tolist() == np.tile(once.amount, 2).tolist()


def test_steps_take_the_hospital_from_the_upper_town_of_a_wheelchair(
    town: Runtime,
) -> None:
    meter = build_meter(town)

    found = meter.measure(get_profile("manual_wheelchair"))

    health = found.services.index("health")
    measures = found.measures
    assert found.districts == ("count:upper",)
    assert found.residents_known
    assert measures.people.tolist() == [140.0, 140.0]
    assert measures.served.high[0, -1, health] == pytest.approx(100 / 140)
    assert measures.ratio.high[0, -1, health] == pytest.approx(100 / 140)
    assert measures.lost.low[0, -1, health] == 40.0
    stop = found.services.index("stop")
    assert measures.served.low[0, -1, stop] == 0.0, "nothing is known of the stop"
    assert measures.served.high[0, -1, stop] == pytest.approx(40 / 140)
    assert measures.decided[0, -1, stop] == pytest.approx(100 / 140)
    check_convenient_access(town, meter)


def check_convenient_access(town: Runtime, meter: TownMeter) -> None:
    with town.database.read() as session:
        lines = ConvenienceMeter(session, meter)

    found = lines.measure(get_profile("manual_wheelchair"))

    assert (found.buffer, found.walking) == (1.0, 1.0)
    assert found.usable == Range(0.0, pytest.approx(40 / 140))
    assert found.unnamed_stops == 1, "no line is known there"


def test_what_stops_where_is_known_from_the_lines(kef: Runtime) -> None:
    with kef.database.read() as session:
        found = list_stop_modes(session)

    modes = {mode for each in found.values() for mode in each}
    assert {"bus", "louage", "train"} & modes
    assert all(list(each) == sorted(set(each)) for each in found.values())


def test_who_takes_steps_loses_nothing_and_time_helps(embedded, tmp_path) -> None:
    runtime = load_gap_town(embedded, tmp_path)

    meter = build_meter(runtime)
    found = meter.measure(get_profile("deaf"))

    health = found.services.index("health")
    assert found.measures.lost.high[:, -1, health].tolist() == [0.0, 0.0]
    assert found.measures.ratio.low[:, -1, health].tolist() == [1.0, 1.0]
    assert (np.diff(found.measures.served.low, axis=1) >= 0).all()
    assert found.counted_share.tolist() == [0.0] * len(found.services)
    check_doors_are_named_once(meter)
    runtime.close()
