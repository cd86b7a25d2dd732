"""Another worker of the same town: tells its trip whenever it is asked for it."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from data.db import Database
from data.graphs import GraphStore
from geo.profile import get_profile
from geo.trip import plan_trip
from tests.town import at


def main(url: str, folder: str) -> None:
    """Answer each line of the input with a line: the barriers, the way, the time."""
    store = GraphStore(Database(url), Path(folder), lambda: datetime.now(UTC))
    for _ in sys.stdin:
        start = time.perf_counter()
        network, barriers = store.current()
        trip = plan_trip(
            network,
            barriers,
            origin=at(110, 0),
            destination=at(190, 0),
            profile=get_profile("manual_wheelchair"),
        )
        told = (*trip.out.watch, *trip.out.unknown, *trip.out.broken)
        answer = {
            "barriers": [barrier.key for barrier in barriers],
            "refused": [note.barrier for note in trip.refused if note.barrier],
            "watch": [note.barrier for note in told if note.barrier],
            "line": trip.out.line,
            "seconds": time.perf_counter() - start,
        }
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
