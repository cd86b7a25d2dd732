"""Whole trips by public transport on the terminal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from data.runtime import Runtime
from geo.answer import Policy
from geo.errors import InputError
from geo.goal import Goal
from geo.profile import Profile
from geo.transit.walk_limit import MINUTE_S
from webmap.trips.ride import RideAsked, ask_rides, read_when
from webmap.trips.ride_lines import list_ride_lines
from webmap.trips.spot import find_spot, make_goal
from webmap.trips.wish import Points
from webmap.wording.provenance import known_sources
from webmap.wording.ride import say_rides


def is_by_vehicle(asked: Mapping[str, Any]) -> bool:
    """Tell whether public transport is asked for, in one way or another."""
    return any(
        asked[name] for name in ("transit", "depart", "arrive", "window", "walk")
    )


def tell_rides(held: Runtime, asked: Mapping[str, Any], profile: Profile) -> str:
    """Answer a question for whole trips, in words or as JSON."""
    when = read_when(held, asked["depart"] or "", asked["arrive"] or "")
    with held.database.read() as session:
        points = Points(
            find_end(session, "FROM", str(asked["origin"])),
            find_end(session, "TO", str(asked["destination"])),
        )
        found = ask_rides(
            held,
            session,
            points,
            profile,
            asked=RideAsked(
                Policy(str(asked["unknown"])),
                when,
                asked["window"],
                _seconds(asked["walk"]),
            ),
        )
        words = say_rides(found, known_sources(session, held.town))
    if not asked["as_json"]:
        return "\n".join(list_ride_lines(words))
    told = {"itineraries": asdict(found), "words": asdict(words)}
    return json.dumps(told, ensure_ascii=False, default=str)


def _seconds(minutes: float | None) -> float | None:
    return None if minutes is None else minutes * MINUTE_S


def find_end(session: Session, field: str, text: str) -> Goal:
    """Find where somebody means, or say what it may be."""
    spot = find_spot(session, text)
    if spot.lonlat is not None:
        return make_goal(session, spot.lonlat, spot.key)
    may_be = ", ".join(
        f"{hit.name} ({hit.lonlat[0]:.5f},{hit.lonlat[1]:.5f})" for hit in spot.choices
    )
    raise InputError(field, f"{spot.problem} {may_be}".strip())
