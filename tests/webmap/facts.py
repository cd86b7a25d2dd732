"""A trip as the search answers it, with every kind of note, to be put into words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from geo.answer import (
    Height,
    Note,
    Path,
    Policy,
    Snap,
    Step,
    Trip,
    Verdict,
)
from webmap.wording.provenance import SourceWord

FARHAT = {"": "Avenue Farhat Hached", "ar": "شارع فرحات حشاد"}
MEDINA = {"": "Rue de la Kasbah", "ar": "نهج القصبة"}
SOURCES = {
    "survey": SourceWord("Survey of spring", is_demonstration=False),
    "demonstration": SourceWord("Streets made up for El Kef", is_demonstration=True),
}


def note(rule: str, **changes) -> Note:
    """Make a note about a steep climb unless told otherwise."""
    usual = Note(
        attribute="slope_up",
        value=0.07,
        limit=0.05,
        rule=rule,
        at_m=120.0,
        length_m=40.0,
        position=(8.71, 36.18),
        way="osm:w1",
        names=FARHAT,
        source="survey",
        method="surveyed",
        observed_on=date(2026, 5, 3),
    )
    return replace(usual, **changes)


CLIMB = note("slope_up_comfort")
KERB = note("kerb_limit", attribute="kerb_height_m", value=0.12, limit=0.03, length_m=0)
WIDTH = note(
    "width_unknown",
    attribute="width_m",
    value=None,
    limit=0.9,
    source="demonstration",
    method="demonstration",
    observed_on=None,
    confidence=0.6,
    at_m=0.0,
)


def step(turn: str, **changes) -> Step:
    """Make a step along a named street unless told otherwise."""
    usual = Step(
        turn=turn,
        kind="street",
        names=FARHAT,
        length_m=240.0,
        seconds=300.0,
        heading="ne",
        side="both",
        slope=0.03,
        slope_method="measured",
        surface="asphalt",
        step_count=None,
        position=(8.71, 36.18),
    )
    return replace(usual, **changes)


STEPS = (
    step("start"),
    step("left", names=MEDINA, notes=(CLIMB,), slope=0.07, surface="sett"),
    step("right", kind="crossing", names={}, length_m=9.0, seconds=30.0),
    step("slight_right", names={}, kind="path", slope=None, surface="", notes=(WIDTH,)),
    step("arrive", names={}, length_m=0.0, seconds=0.0),
)
OUT = Path(
    verdict=Verdict.EFFORT,
    length_m=724.0,
    seconds=840.0,
    effort_s=180.0,
    uncertain_m=60.0,
    climb_m=23.0,
    descent_m=5.0,
    steps=STEPS,
    watch=(CLIMB,),
    unknown=(WIDTH,),
    heights=tuple(Height(i * 72.4, 700 + i * i * 0.23, 2.0) for i in range(11)),
    line=((8.71, 36.18), (8.712, 36.181)),
    sources=("demonstration", "survey"),
)
BACK = replace(OUT, seconds=1300.0, effort_s=900.0, watch=(CLIMB, KERB), unknown=())


def trip(out: Path = OUT, back: Path = BACK) -> Trip:
    """Make the answer to a trip."""
    snap = Snap((8.71, 36.18), (8.71, 36.18), 4.0, 0, 0.5, FARHAT)
    return Trip(
        profile="manual_wheelchair",
        policy=Policy.CAUTIOUS,
        origin=snap,
        destination=replace(snap, distance_m=45.0),
        out=out,
        back=back,
        direct_m=410.0,
        refused=(KERB,),
        revision=1,
    )
