"""A trip told to somebody: its turns by landmarks, and where its goal lies."""

from __future__ import annotations

from typing import Final

from geo.answer import Path, Snap, Step, Trip
from geo.cue import Cue
from geo.fact import altered
from geo.join import join_steps
from geo.landmark import Landmarks, in_frame, side_of

SEEN: Final = "seen"


def guide_trip(trip: Trip, landmarks: Landmarks, sense: str) -> Trip:
    """Tell a trip by landmarks, there and back.

    Parameters
    ----------
    trip : Trip
    landmarks : Landmarks
    sense : str
        ``"seen"`` or ``"felt"``: how this person knows a landmark.

    Returns
    -------
    Trip
        The same trip; only its steps tell more.
    """
    return altered(
        trip,
        out=guide_path(trip.out, landmarks, sense, goal=trip.destination),
        back=guide_path(trip.back, landmarks, sense, goal=trip.origin),
    )


def guide_path(path: Path, landmarks: Landmarks, sense: str, *, goal: Snap) -> Path:
    """Tell the steps of a path by landmarks, and on which side its goal lies.

    Parameters
    ----------
    path : Path
    landmarks : Landmarks
    sense : str
    goal : Snap
        Of the point to which it leads.

    Returns
    -------
    Path
        For who sees, steps along one street are one. A step has a sighting where a
        landmark is near its beginning, but not the same one twice in a row.
    """
    steps: list[Step] = []
    last = ""
    told = join_steps(path.steps) if sense == SEEN else path.steps
    for step in told[:-1]:
        found = landmarks.find(step.position, step.bearing_deg, sense)
        if found is not None and found.landmark.key == last:
            found = None
        last = found.landmark.key if found else last
        same = found is step.sighting
        steps.append(step if same else altered(step, sighting=found))
    steps += [_with_goal(step, goal) for step in told[-1:]]
    return altered(path, steps=tuple(steps))


def _with_goal(step: Step, goal: Snap) -> Step:
    """Tell on which side of its last metres the goal of a path lies."""
    _, aside = in_frame(goal.asked, step.position, step.bearing_deg)
    side = side_of(aside)
    if not side:
        return step
    cue = Cue("goal", step.at_m, step.position, value=abs(aside), side=side)
    return altered(step, cues=(*step.cues, cue))
