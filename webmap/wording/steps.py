"""Steps of a path in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from geo.answer import Note, Path, Step
from webmap.formats import metres, minutes, percent
from webmap.i18n import KEPT, best_name, current_language, gettext, ngettext
from webmap.wording.cue import of_kind, say_all
from webmap.wording.felt import WORDINGS, Wording
from webmap.wording.notes import NoteWords, say_notes, say_unknowns
from webmap.wording.provenance import Sources
from webmap.wording.turn import (
    ACTIONS,
    CHANGES,
    HEADINGS,
    INTO,
    NAMED_ACTIONS,
    NAMED_STAIRS,
    NAMELESS,
    SIDES,
    STAIRS,
    TURNS,
)
from webmap.wording.values import isolate, value_words
from webmap.wording.where import say_where

FLAT: Final = 0.01
LONG_S: Final = 60.0


@dataclass(frozen=True)
class StepWords:
    """One step, said.

    Attributes
    ----------
    turn : str
        Names its sign.
    text : str
        What to do.
    facts : list of str
        How long, how steep, on what ground.
    notes : list of NoteWords
    position : tuple of float
        (lon, lat), degrees.
    id : str
    where : str
        After how far, at which landmark or corner; may be empty.
    cues : list of str
        What is met on it, a sentence each.
    """

    turn: str
    text: str
    facts: list[str]
    notes: list[NoteWords]
    position: tuple[float, float]
    id: str = ""
    where: str = ""
    cues: list[str] = field(default_factory=list)


def say_steps(
    path: Path, sources: Sources, prefix: str, wording: str = "usual"
) -> list[StepWords]:
    """Say every step of a path.

    Parameters
    ----------
    path : Path
    sources : mapping
        Key of a source → what to say of it.
    prefix : str
        Makes the ids unique on a page.
    wording : str
        A key of ``WORDINGS``.
    """
    how = WORDINGS[wording]
    befores = [None, *path.steps]
    return [
        StepWords(
            turn=step.turn,
            text=say_step(step, before),
            facts=[] if step.turn == "arrive" else say_facts(step),
            notes=_notes(path, step, sources),
            position=step.position,
            id=f"{prefix}{number}",
            where=_where(step, before, how),
            cues=say_all(step, how.sayers),
        )
        for number, (step, before) in enumerate(
            zip(path.steps, befores, strict=False), 1
        )
    ]


def _where(step: Step, before: Step | None, how: Wording) -> str:
    if step.turn == "arrive" and not how.always:
        return ""
    return say_where(step, before, always=how.always)


def _notes(path: Path, step: Step, sources: Sources) -> list[NoteWords]:
    """Say breaches, then burdens of a step, then in one line what is not known."""
    if not step.notes:
        return []
    dark = [note for note in step.notes if _is_one_of(note, path.unknown)]
    bad = [note for note in step.notes if _is_one_of(note, path.broken)]
    told = {id(note) for note in (*dark, *bad)}
    rest = [note for note in step.notes if id(note) not in told]
    said = say_notes(bad, sources, "bad") + say_notes(rest, sources, "warn")
    if dark:
        line = replace(
            say_notes(dark[:1], sources, "doubt")[0], text=say_unknowns(dark)
        )
        said.append(line)
    return said


def _is_one_of(note: Note, others: Sequence[Note]) -> bool:
    """Tell whether a note is among others; where it is tells most of them apart."""
    at_m = note.at_m
    return any(note == one for one in others if one.at_m == at_m)


def say_step(step: Step, before: Step | None = None) -> str:
    """Say what to do, after the step before."""
    name = isolate(best_name(step.names))
    if step.turn == "arrive":
        return gettext("You have arrived")
    if step.turn == "start":
        return _start(step, name)
    if step.kind in ACTIONS:
        action = _action(step, name)
        turn = gettext(TURNS[step.turn])
        return action if step.turn == "straight" else f"{turn}. {action}"
    if _changes_side(step, before):
        return gettext(CHANGES[step.side])
    return _go(step, name)


def _go(step: Step, name: str) -> str:
    if name:
        return gettext(INTO[step.turn], name=name)
    return _go_on(step.turn, step.kind, step.heading, current_language())


@lru_cache(maxsize=KEPT)
def _go_on(turn: str, kind: str, heading: str, _language: str) -> str:
    """Say where to go on a way without a name."""
    return gettext(
        "%(turn)s, on %(way)s, towards the %(heading)s",
        turn=gettext(TURNS[turn]),
        way=gettext(NAMELESS[kind]),
        heading=gettext(HEADINGS[heading]),
    )


def _changes_side(step: Step, before: Step | None) -> bool:
    return (
        before is not None
        and step.turn == "straight"
        and step.names == before.names
        and {step.side, before.side} == set(SIDES)
    )


def _action(step: Step, name: str) -> str:
    stairs = [str(cue.value) for cue in of_kind(step, "flight") if cue.value]
    plain, named = ACTIONS[step.kind], NAMED_ACTIONS[step.kind]
    if stairs:
        plain, named = STAIRS[stairs[0]], NAMED_STAIRS[stairs[0]]
    return gettext(named, name=name) if name else gettext(plain)


def _start(step: Step, name: str) -> str:
    if step.kind in ACTIONS:
        return _action(step, name)
    heading = gettext(HEADINGS[step.heading])
    return gettext(
        "Start on %(name)s, towards the %(heading)s",
        name=name or gettext(NAMELESS[step.kind]),
        heading=heading,
    )


def say_facts(step: Step) -> list[str]:
    """Say how long, how steep, on what ground and on which side."""
    facts = [metres(step.length_m)]
    if step.seconds >= LONG_S:
        facts.append(minutes(step.seconds))
    if step.step_count:
        facts.append(ngettext("%(num)s step", "%(num)s steps", int(step.step_count)))
    facts.append(_slope(step))
    if step.surface:
        facts.append(value_words("surface", step.surface))
    if step.side in SIDES:
        facts.append(gettext(SIDES[step.side]))
    return [fact for fact in facts if fact]


def _slope(step: Step) -> str:
    if step.kind in ACTIONS:
        return ""
    if step.slope is None:
        return gettext("slope not known")
    if abs(step.slope) < FLAT:
        return gettext("flat")
    value = percent(abs(step.slope))
    if step.slope_method == "modelled":
        value = gettext("about %(value)s", value=value)
    if step.slope > 0:
        return gettext("uphill, up to %(value)s", value=value)
    return gettext("downhill, up to %(value)s", value=value)
