"""A trip with its words and names, as files and sheets take it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from geo.answer import Path, Trip
from webmap.formats import moment
from webmap.i18n import gettext
from webmap.wording.notes import NoteWords
from webmap.wording.path import PathWords
from webmap.wording.steps import StepWords
from webmap.wording.trip import TripWords


@dataclass(frozen=True)
class Telling:
    """A trip, told.

    Attributes
    ----------
    trip : Trip
    words : TripWords
    start, end : str
        Names of both ends.
    now : datetime
        When it was worked out, in the time zone of the town.
    """

    trip: Trip
    words: TripWords
    start: str
    end: str
    now: datetime

    @property
    def title(self) -> str:
        """Name the trip."""
        return gettext("From %(start)s to %(end)s", start=self.start, end=self.end)

    @property
    def way_back(self) -> str:
        """Name the way back."""
        return gettext("From %(start)s to %(end)s", start=self.end, end=self.start)

    @property
    def provenance(self) -> str:
        """Say when it was worked out and what it rests on."""
        return gettext(
            "Worked out on %(moment)s from: %(sources)s.",
            moment=moment(self.now),
            sources=gettext(", ").join(self.words.sources),
        )

    @property
    def warning(self) -> str:
        """Say which demonstrations it rests on; empty without any."""
        if not self.words.made_up:
            return ""
        said = gettext(
            "This way rests on made-up data: %(sources)s.",
            sources=gettext(", ").join(self.words.made_up),
        )
        return f"{gettext('Demonstration.')} {said}"

    def directions(self) -> Iterator[tuple[str, str, Path, PathWords]]:
        """Walk through out and back: which, its name, the path, its words."""
        for which, title, path, words in (
            ("out", self.title, self.trip.out, self.words.out),
            ("back", self.way_back, self.trip.back, self.words.back),
        ):
            if path.line:
                yield which, title, path, words


def step_details(step: StepWords) -> list[str]:
    """List what is told of a step besides what to do, sentence by sentence."""
    facts = gettext(", ").join(step.facts)
    told = [*([f"{step.where}."] if step.where else [])]
    told += [f"{facts}."] if facts else []
    told += step.cues
    return [*told, *(f"{note.text}." for note in step.notes)]


def path_notes(words: PathWords) -> Iterator[NoteWords]:
    """Walk through what is told of a path: breaches, burdens, doubts."""
    yield from (*words.broken, *words.watch, *words.unknown)


def note_details(note: NoteWords) -> str:
    """Say where a note holds, the person's limit and who says so."""
    return " · ".join(part for part in (note.where, note.limit, note.source) if part)
