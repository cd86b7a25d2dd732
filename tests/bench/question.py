"""The same questions in the words of several servers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from geo.answer import LonLat
from tests.bench.instance import PROFILE

Ends = tuple[LonLat, LonLat]
WAY_THERE: Final = {"tell": ["out", "reasons"]}
"""What Valhalla is asked for: one way, with its steps in words; and our reasons."""


@dataclass(frozen=True)
class Asked:
    """The same questions in the words of both servers."""

    ours: list[bytes]
    theirs: list[bytes]


def _write_ours(
    ends: Ends, limits: Mapping[str, float], part: Mapping[str, object] = WAY_THERE
) -> bytes:
    question = {
        "from": list(ends[0]),
        "to": list(ends[1]),
        "profile": PROFILE,
        "lang": "en",
        "limits": dict(limits),
        **part,
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


def ask_whole(pairs: Sequence[Ends]) -> Asked:
    """Ask us for all that we tell: there, back, reasons, bounds, heights."""
    ours = [_write_ours(ends, {}, {}) for ends in pairs]
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


def ask_osrm(pairs: Sequence[Ends]) -> list[str]:
    """Ask for its walker; nothing can be said of the person."""
    words = "steps=true&overview=full&geometries=geojson"
    return [
        f"/route/v1/foot/{one[0]},{one[1]};{other[0]},{other[1]}?{words}"
        for one, other in pairs
    ]
