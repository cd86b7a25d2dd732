"""Whole trips over HTTP: our server as it is, and Valhalla behind the same kind."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from tests.bench.environment import find_python, load_peers
from tests.bench.measure import Compared, Times, compare
from tests.bench.question import Asked, Ends, ask_kept, ask_new, ask_osrm, ask_whole
from tests.bench.row import Goal, Row, make_row, missing_row
from tests.bench.served import check_answers, choose_pairs
from tests.bench.server import (
    Address,
    Answered,
    prepare_town,
    serve_osrm,
    serve_ours,
    serve_valhalla,
)
from tests.bench.task import Setting

PEER: Final = "valhalla"
OSRM: Final = "osrm"
CHECKED: Final = 10
SETTLE_S: Final = 5.0
"""Kept metrics are made behind the requests."""


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
    pairs = choose_pairs(folder, setting)
    with serve_ours(folder) as ours:
        check_answers(folder, ours, pairs["local"][:CHECKED])
        with _valhalla(setting) as theirs:
            yield from _rows(setting, Sites(ours, theirs), pairs)
        yield from _against_osrm(setting, ours, pairs)


@contextmanager
def _valhalla(setting: Setting) -> Iterator[Address]:
    python = find_python(setting.homes, load_peers()[PEER]) or Path()
    tiles = setting.folder / PEER
    with setting.peer(PEER) as peer:
        peer.ask("build", path=str(setting.file), folder=str(tiles))
    with serve_valhalla(python, tiles) as address:
        yield address


def _goals() -> list[Goal]:
    return [
        Goal("HTTP, kept profile, local: median", PEER, 5.0),
        Goal("HTTP, kept profile, local: p99", PEER, 5.0),
        Goal("HTTP, kept profile, far: median", PEER, 15.0),
        Goal("HTTP, never-seen limits, local: median", PEER, 4.0),
        Goal("HTTP, never-seen limits, local: p99", PEER, 1.0),
        Goal("HTTP, there and back with all we tell, local", PEER),
        Goal("HTTP, there and back with all we tell, far", PEER),
    ]


def _rows(
    setting: Setting, sites: Sites, pairs: Mapping[str, Sequence[Ends]]
) -> Iterator[Row]:
    local, slow, far, new, new_slow, all_local, all_far = _goals()
    floor, _ = sites.theirs.ask("/empty", [b"{}"] * 200)
    words = f"an empty request takes {1000 * float(np.median(floor)):.2f} ms"
    sites.ours.ask("/api/v1/trips", ask_kept(pairs["local"]).ours)
    time.sleep(SETTLE_S)
    setting.say("http: kept profile")
    done, note = sites.measure(_same(ask_kept(pairs["local"])), setting.rounds)
    yield make_row(local, done, note=f"{words}; {note}")
    yield make_row(slow, done, share=99)
    done, note = sites.measure(_same(ask_kept(pairs["far"])), setting.rounds)
    yield make_row(far, done, note=note)
    setting.say("http: never-seen limits")
    done, note = sites.measure(_always_new(pairs["local"]), setting.rounds)
    yield make_row(new, done, note=note)
    yield make_row(new_slow, done, share=99)
    setting.say("http: whole answers")
    for goal, name in ((all_local, "local"), (all_far, "far")):
        done, note = sites.measure(_same(ask_whole(pairs[name])), setting.rounds)
        yield make_row(goal, done, note=note)


def _against_osrm(
    setting: Setting, ours: Address, pairs: Mapping[str, Sequence[Ends]]
) -> Iterator[Row]:
    """Compare with the walker of OSRM, whose profile is fixed and knows no limits."""
    goals = {name: Goal(f"HTTP, kept profile, {name}: median", OSRM) for name in pairs}
    why = setting.why_not(OSRM)
    if why:
        yield from (missing_row(goal, why) for goal in goals.values())
        return
    setting.say("http: osrm")
    with setting.peer(OSRM) as peer:
        folder = str(setting.folder / OSRM)
        command = peer.ask("build", path=str(setting.file), folder=folder)["server"]
    with serve_osrm(command) as theirs:
        for name, goal in goals.items():
            asked, paths = ask_kept(pairs[name]).ours, ask_osrm(pairs[name])
            done = compare(
                partial(_times, ours.ask, "/api/v1/trips", asked),
                partial(_times, theirs.get, paths),
                setting.rounds,
            )
            yield make_row(goal, done, note="its own C++ server; one fixed walker")


def _times(ask: Callable[..., Answered], *given: object) -> Times:
    return ask(*given)[0]


def _same(asked: Asked) -> Iterator[Asked]:
    while True:
        yield asked


def _always_new(pairs: Sequence[Ends]) -> Iterator[Asked]:
    start = 0
    while True:
        yield ask_new(pairs, start)
        start += len(pairs)
