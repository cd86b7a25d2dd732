"""The instance that is served: its pairs of places, and whether it answers right."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from data.runtime import Runtime
from data.settings import Settings
from geo.answer import Policy
from geo.errors import DataError
from geo.profile import Profile, get_profile
from geo.trip import plan_trip
from tests.bench.instance import PROFILE, Instance
from tests.bench.question import Ends, ask_kept
from tests.bench.server import Address
from tests.bench.task import Setting

TRIPS: Final = {"local": 100, "far": 50}
LENGTH_M: Final = 0.1


def open_instance(folder: Path) -> Runtime:
    """Open the instance that is served."""
    own = {"WUSUL_DATA_DIR": str(folder), "WUSUL_TOWN": "none"}
    return Runtime(Settings.from_env(own))


def choose_pairs(folder: Path, setting: Setting) -> dict[str, list[Ends]]:
    """Choose pairs of places with a way between them."""
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


def check_answers(folder: Path, ours: Address, pairs: Sequence[Ends]) -> None:
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
