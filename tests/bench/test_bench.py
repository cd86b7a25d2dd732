"""The bench itself: turns, ratios, goals, a city of its own, and what is missing."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from app import cli
from data.runtime import Runtime
from data.settings import Settings
from geo.errors import DataError, InputError
from geo.transit.day import select_day
from geo.transit.journey import find_journeys
from importers.osm.routable import read_network
from tests.bench.city import write_city
from tests.bench.connections import Scan
from tests.bench.draw import draw_missing
from tests.bench.engine import Engine, find_for
from tests.bench.environment import choose_peers, find_python, load_peers
from tests.bench.feeds import write_feeds
from tests.bench.instance import Instance, load_instance
from tests.bench.measure import Compared, compare
from tests.bench.reference import require_equal, require_same
from tests.bench.row import Goal, Row, make_row, missing_row, row_lines
from tests.bench.task import Setting
from tests.bench.tile import tile_network
from tests.bench.transit import measure_transit
from tests.geo.transit.brute import Person
from tests.geo.transit.towns import manner_of, near
from tests.porto_alegre import read_timetable
from tests.timetable import DAY, Sheet, bus, clock


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("city") / "city.osm"
    write_city(path, side=12)
    return path


@pytest.fixture(scope="module")
def instance(city: Path) -> Instance:
    return load_instance(city, "city", lambda _message: None)


def test_the_sides_take_turns_after_a_round_that_does_not_count() -> None:
    order: list[str] = []

    def side(name: str) -> list[float]:
        order.append(name)
        return [1.0]

    done = compare(lambda: side("ours"), lambda: side("theirs"), 3)

    assert order == ["ours", "theirs"] * 4
    assert len(done.ours) == len(done.theirs) == 3


def test_a_row_gives_the_median_ratio_and_its_spread() -> None:
    done = Compared([[0.001], [0.001], [0.002]], [[0.006], [0.004], [0.010]])

    row = make_row(Goal("task", "peer", 5.0), done)

    assert (row.ratio, row.low, row.high) == pytest.approx((5.0, 4.0, 6.0))
    assert row.ours_ms == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("goal", "ratio", "word"),
    [
        (Goal("t", "p", 5.0), 5.0, "met"),
        (Goal("t", "p", 5.0), 4.1, "near"),
        (Goal("t", "p", 5.0), 3.9, "MISSED"),
        (Goal("t", "p", 4.0, at_most=True), 4.0, "met"),
        (Goal("t", "p", 4.0, at_most=True), 4.9, "near"),
        (Goal("t", "p", 4.0, at_most=True), 5.1, "MISSED"),
        (Goal("t", "p"), 0.1, ""),
    ],
)
def test_a_goal_is_near_within_a_fifth_and_else_met_or_missed(
    goal: Goal, ratio: float, word: str
) -> None:
    row = Row(goal, ratio=ratio)

    assert goal.word(ratio) == word
    assert row.is_good is (word != "MISSED")
    assert row.as_json()["outcome"] == word


def test_a_peer_that_is_missing_stays_in_the_table() -> None:
    text = "\n".join(row_lines(missing_row(Goal("a task", "valhalla", 5.0))))

    assert "a task" in text
    assert "not installed" in text


def test_an_environment_that_was_not_made_has_no_python(tmp_path: Path) -> None:
    peers = load_peers()

    assert find_python(tmp_path, peers["valhalla"]) is None
    assert find_python(tmp_path, peers["scipy"]) is not None


def test_peers_that_do_not_exist_are_refused_by_name() -> None:
    assert choose_peers("scipy, osmnx") == {"scipy", "osmnx"}
    assert not choose_peers("none")
    with pytest.raises(InputError, match="graphhopper is none of"):
        choose_peers("graphhopper")


def test_a_wrong_answer_is_refused_with_its_place() -> None:
    with pytest.raises(DataError, match="peer answers 7 to question 1, not 8"):
        require_equal("peer", [5, 7], [5, 8])
    with pytest.raises(DataError, match="differs at place 1"):
        require_same("peer", np.array([1, 2]), np.array([1.0, np.inf]))


def test_the_city_is_the_same_every_time(city: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.osm"
    write_city(again, side=12)

    assert again.read_bytes() == city.read_bytes()
    assert read_network(city).network.nodes == 144


def test_drawing_leaves_what_is_told(city: Path) -> None:
    network = read_network(city).network
    drawn = draw_missing(network)

    told = ~np.isnan(network.columns["width_m"])
    assert told.any()
    np.testing.assert_array_equal(
        drawn.columns["width_m"][told], network.columns["width_m"][told]
    )
    assert not np.isnan(drawn.columns["kerb_height_m"]).any()


def test_nine_copies_are_one_network(instance: Instance) -> None:
    large = tile_network(instance.network, 3)
    big = replace(instance, network=large)

    reached = np.isfinite(big.reference.tree(0)).sum()

    assert large.nodes == 9 * instance.network.nodes
    assert large.segments > 9 * instance.network.segments
    assert reached > 2 * np.isfinite(instance.reference.tree(0)).sum()


def test_both_of_our_searches_equal_the_reference(instance: Instance) -> None:
    pairs = instance.pairs(20, local=True)
    engine = Engine(instance.network, instance.weights)

    right = instance.reference.costs(pairs)

    assert [engine.route(*pair) for pair in pairs] == right
    person = instance.profile
    assert [find_for(instance.network, person, pair) for pair in pairs] == right


def test_a_closed_segment_is_mended_exactly(instance: Instance) -> None:
    pairs = instance.pairs(5, local=True)
    engine = Engine(instance.network, instance.weights)
    before = [engine.route(*pair) for pair in pairs]

    for segment in range(40):
        engine.close(segment)
    after = [engine.route(*pair) for pair in pairs]
    for segment in range(40):
        engine.reopen(segment)

    assert all(b is None or b >= a for a, b in zip(before, after, strict=True) if a)
    assert [engine.route(*pair) for pair in pairs] == before


def test_the_command_measures_without_peers_and_says_so(
    city: Path, tmp_path: Path
) -> None:
    held = Runtime(Settings(data_dir=tmp_path, town="none"))
    out = tmp_path / "table.json"
    asked = f"bench walk --data {city} --peers none --rounds 1 --json {out}"

    said = CliRunner().invoke(cli, asked.split(), obj=held, catch_exceptions=False)

    assert said.exit_code == 0
    assert "not asked for" in said.output
    assert '"peer": "itself"' in out.read_text(encoding="utf-8")


def test_a_task_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    held = Runtime(Settings(data_dir=tmp_path, town="none"))

    said = CliRunner().invoke(cli, ["bench", "swim"], obj=held)

    assert isinstance(said.exception, InputError)
    assert "swim is none of walk, http, import" in said.exception.reason


def test_rides_say_what_they_need_where_the_data_are_not_here(
    city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WUSUL_TEST_DATA", str(tmp_path))
    setting = Setting(city, "city", frozenset(), 1, tmp_path / "bench", print)

    rows = list(measure_transit(setting))

    assert {row.goal.peer for row in rows} == {
        "cafein",
        "valhalla",
        "ferrobus",
        "scipy",
    }
    assert all(row.goal.times and "WUSUL_TEST_DATA" in row.state for row in rows)


def test_a_scan_of_connections_finds_what_the_search_finds() -> None:
    runs = [
        bus("0 10:00", "1 10:20", access=2),
        bus("0 10:05", "1 10:30", access=1),
        bus("1 10:40", "2 11:00", access=1),
    ]
    day = select_day(Sheet(3, runs).build(), DAY)

    def arrive(access: set[int]) -> list[int]:
        how = manner_of(day, Person(access=frozenset(access)))
        ends = near({0: 60}), near({1: 30, 2: 0})
        leaves = np.array([clock("09:50")], dtype=np.int32)
        found = find_journeys(day, how, *ends, leaves=leaves)
        scanned = Scan(day, how, clock("09:50")).arrive(*ends)
        return [min(one.arrive_s for one in found), scanned]

    assert arrive({0, 1, 2}) == [clock("10:20") + 30] * 2
    assert arrive({1}) == [clock("10:30") + 30] * 2


def test_feeds_for_peers_have_no_blank_times(test_data: Path, tmp_path: Path) -> None:
    timetable = read_timetable(test_data)

    folders = write_feeds(test_data / "porto-alegre", timetable, tmp_path)

    for folder in folders:
        with (Path(folder) / "stop_times.txt").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert rows
        assert all(row["arrival_time"] and row["departure_time"] for row in rows)
        assert Path(f"{folder}.zip").exists()
