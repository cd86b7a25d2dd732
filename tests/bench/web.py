"""Whole trips over HTTP: our server as it is, and Valhalla behind the same kind."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from data.runtime import Runtime
from data.settings import Settings
from geo.answer import LonLat, Policy
from geo.errors import DataError
from geo.profile import Profile, get_profile
from geo.trip import plan_trip
from tests.bench.environment import find_python, load_peers
from tests.bench.instance import PROFILE, Instance
from tests.bench.measure import Compared, compare
from tests.bench.row import Goal, Row, make_row, missing_row
from tests.bench.server import Address, prepare_town, serve_ours, serve_valhalla
from tests.bench.task import Setting

PEER: Final = "valhalla"
TRIPS: Final = {"local": 100, "far": 50}
CHECKED: Final = 10
SETTLE_S: Final = 5.0
"""Kept metrics are made behind the requests."""
LENGTH_M: Final = 0.1

Ends = tuple[LonLat, LonLat]


@dataclass(frozen=True)
class Asked:
    """The same questions in the words of both servers."""

    ours: list[bytes]
    theirs: list[bytes]


def _write_ours(ends: Ends, limits: Mapping[str, float]) -> bytes:
    question = {
        "from": list(ends[0]),
        "to": list(ends[1]),
        "profile": PROFILE,
        "lang": "en",
        "limits": dict(limits),
    }
    return json.dumps(question).encode()


def _write_theirs(ends: Ends, limits: Mapping[str, float]) -> bytes:
    question = {
        "locations": [{"lon": lon, "lat": lat} for lon, lat in ends],
        "costing": "pedestrian",
        "costing_options": {"pedestrian": {"type": "wheelchair", **limits}},
    }
    return json.dumps(question).encode()


def ask_kept(pairs: Sequence[Ends]) -> Asked:
    """Ask for a profile as it is."""
    ours = [_write_ours(ends, {}) for ends in pairs]
    return Asked(ours, [_write_theirs(ends, {}) for ends in pairs])


def ask_new(pairs: Sequence[Ends], start: int) -> Asked:
    """Ask for other limits in every question."""
    numbers = range(start, start + len(pairs))
    ours = [
        _write_ours(
            ends,
            {"max_slope_up": 0.05 + 1e-5 * n, "max_kerb_m": 0.03 + 1e-5 * n},
        )
        for n, ends in zip(numbers, pairs, strict=True)
    ]
    theirs = [
        _write_theirs(ends, {"max_grade": 5 + n % 8, "walking_speed": 3 + 0.001 * n})
        for n, ends in zip(numbers, pairs, strict=True)
    ]
    return Asked(ours, theirs)


@dataclass(frozen=True)
class Sites:
    """Both servers."""

    ours: Address
    theirs: Address

    def measure(self, rounds: Iterator[Asked], count: int) -> tuple[Compared, str]:
        """Measure rounds of questions; tells how many were answered with a way."""
        now: list[Asked] = []
        found = {"ours": 0, "theirs": 0}

        def ours() -> list[float]:
            now[:] = [next(rounds)]
            times, answers = self.ours.ask("/api/v1/trips", now[0].ours)
            found["ours"] = sum(map(_has_way, answers))
            return times

        def theirs() -> list[float]:
            times, answers = self.theirs.ask("/route", now[0].theirs)
            found["theirs"] = sum(map(bool, answers))
            return times

        done = compare(ours, theirs, count)
        asked = len(now[0].ours)
        words = f"a way: ours {found['ours']}, {PEER} {found['theirs']} of {asked}"
        return done, words


def _has_way(answer: bytes) -> bool:
    return bool(answer) and json.loads(answer)["trip"]["out"]["verdict"] in (
        "usable",
        "effort",
        "uncertain",
    )


def measure_http(setting: Setting) -> Iterator[Row]:
    """Measure trips over HTTP.

    Parameters
    ----------
    setting : Setting

    Yields
    ------
    Row
    """
    why = setting.why_not(PEER)
    if why or setting.size == "metro":
        yield from (missing_row(goal, why or "not tiled") for goal in _goals())
        return
    folder = setting.folder / "instance"
    folder.mkdir(parents=True, exist_ok=True)
    setting.say("http: loading and building an instance of its own (once)")
    prepare_town(folder, setting.file, setting.folder / "instance.log")
    pairs = _choose_pairs(folder, setting)
    python = find_python(setting.homes, load_peers()[PEER]) or Path()
    tiles = setting.folder / PEER
    with setting.peer(PEER) as peer:
        peer.ask("build", path=str(setting.file), folder=str(tiles))
    with serve_ours(folder) as ours, serve_valhalla(python, tiles) as theirs:
        _check(folder, ours, pairs["local"][:CHECKED])
        yield from _rows(setting, Sites(ours, theirs), pairs)


def _goals() -> list[Goal]:
    return [
        Goal("HTTP, kept profile, local: median", PEER, 5.0),
        Goal("HTTP, kept profile, local: p99", PEER, 5.0),
        Goal("HTTP, kept profile, far: median", PEER, 15.0),
        Goal("HTTP, never-seen limits, local: median", PEER, 4.0),
        Goal("HTTP, never-seen limits, local: p99", PEER, 1.0),
    ]


def _rows(
    setting: Setting, sites: Sites, pairs: Mapping[str, Sequence[Ends]]
) -> Iterator[Row]:
    local, slow, far, new, new_slow = _goals()
    floor, _ = sites.theirs.ask("/empty", [b"{}"] * 200)
    words = f"an empty request takes {1000 * float(np.median(floor)):.2f} ms"
    sites.ours.ask("/api/v1/trips", ask_kept(pairs["local"]).ours)
    time.sleep(SETTLE_S)
    setting.say("http: kept profile")
    done, note = sites.measure(_same(ask_kept(pairs["local"])), setting.rounds)
    yield make_row(local, done, note=f"{words}; ours goes there and back; {note}")
    yield make_row(slow, done, share=99)
    done, note = sites.measure(_same(ask_kept(pairs["far"])), setting.rounds)
    yield make_row(far, done, note=note)
    setting.say("http: never-seen limits")
    done, note = sites.measure(_always_new(pairs["local"]), setting.rounds)
    yield make_row(new, done, note=note)
    yield make_row(new_slow, done, share=99)


def _same(asked: Asked) -> Iterator[Asked]:
    while True:
        yield asked


def _always_new(pairs: Sequence[Ends]) -> Iterator[Asked]:
    start = 0
    while True:
        yield ask_new(pairs, start)
        start += len(pairs)


def open_instance(folder: Path) -> Runtime:
    """Open the instance that is served."""
    own = {"WUSUL_DATA_DIR": str(folder), "WUSUL_TOWN": "none"}
    return Runtime(Settings.from_env(own))


def _choose_pairs(folder: Path, setting: Setting) -> dict[str, list[Ends]]:
    runtime = open_instance(folder)
    network, _ = runtime.graphs.current()
    instance = Instance(setting.file.name, network, get_profile(PROFILE))
    setting.say(
        f"http: {instance.closed_share:.1%} of the edges are closed; no drawing"
    )
    where = np.asarray(network.node_lonlat).tolist()
    found = {
        name: [
            (tuple(where[one]), tuple(where[other]))
            for one, other in instance.pairs(count, local=name == "local")
        ]
        for name, count in TRIPS.items()
    }
    runtime.close()
    return found


def _check(folder: Path, ours: Address, pairs: Sequence[Ends]) -> None:
    """Refuse a server that answers otherwise than the domain does in process.

    Raises
    ------
    DataError
        Naming the first trip that differs.
    """
    _, answers = ours.ask("/api/v1/trips", ask_kept(pairs).ours)
    runtime = open_instance(folder)
    network, barriers = runtime.graphs.current()
    person: Profile = get_profile(PROFILE)
    for place, (ends, answer) in enumerate(zip(pairs, answers, strict=True)):
        own = plan_trip(
            network,
            barriers,
            origin=ends[0],
            destination=ends[1],
            profile=person,
            policy=Policy.CAUTIOUS,
        )
        told: dict[str, Any] = json.loads(answer or b"{}").get("trip", {})
        length = told.get("out", {}).get("length_m", float("nan"))
        if not abs(length - own.out.length_m) < LENGTH_M:
            message = f"trip {place}: {length} m over HTTP, {own.out.length_m} m here"
            raise DataError(message)
    runtime.close()
