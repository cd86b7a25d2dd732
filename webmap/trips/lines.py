"""A trip as lines of text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from geo.change import LIMITS
from webmap.i18n import current_language, direction, gettext
from webmap.wording.change import ChangeWords
from webmap.wording.notes import NoteWords
from webmap.wording.path import PathWords
from webmap.wording.trip import GOES_ROUND, TripWords
from webmap.wording.values import labelled

WIDTH: Final = 78
ISOLATES: Final = dict.fromkeys(map(ord, "\u2068\u2069"))


def list_lines(words: TripWords) -> Iterator[str]:
    """List the lines of a whole answer, none wider than a terminal."""
    for line in _lines(words):
        yield from fit_line(line)


def fit_line(line: str) -> list[str]:
    """Wrap a line; what follows stands under its first word.

    The marks that set a name apart from the text around it are for writing from right
    to left; a terminal may show them as boxes.
    """
    if direction(current_language()) == "ltr":
        line = line.translate(ISOLATES)
    indent = " " * (len(line) - len(line.lstrip(" -")))
    return textwrap.wrap(line, WIDTH, subsequent_indent=indent) or [""]


def _lines(words: TripWords) -> Iterator[str]:
    yield from filter(None, (words.older, words.verdict))
    for figure in words.out.figures:
        yield f"  {figure.value}: {figure.words}"
    sure = words.out.confidence
    known = (sure.text, sure.weakest) if sure else ()
    yield from filter(None, (words.out.bounds, *known))
    if words.made_up:
        listed = gettext(", ").join(words.made_up)
        said = gettext("This way rests on made-up data: %(sources)s.", sources=listed)
        yield from ("", f"{gettext('Demonstration.')} {said}")
    yield from (*words.times, *words.snapped)
    yield from (door.text for door in words.doors)
    yield from _wished(words.out)
    yield from _path(words.out)
    yield from _norm(words.out)
    yield from _others(words)
    yield from _changes(gettext("It would be possible if …"), words.changes)
    yield from _not_direct(words)
    if words.back_verdict:
        yield from _section(gettext("Coming back"), [words.back_verdict])
    yield from _path(words.back)
    title = gettext("Coming back would be possible if …")
    yield from _changes(title, words.changes_back)


def _not_direct(words: TripWords) -> Iterator[str]:
    asked = words.refused or words.avoided or words.out.kind == "bad"
    if not (words.direct and asked):
        return
    yield from _section(gettext("Why not the direct way"), [words.direct])
    yield from (f"  - {_note(note)}" for note in words.refused)
    if words.avoided:
        yield gettext(GOES_ROUND)
    yield from (f"  - {_note(note)}" for note in words.avoided)


def _wished(path: PathWords) -> Iterator[str]:
    if path.stops or path.wishes:
        yield from _section(gettext("On the way"), [])
    for stop in path.stops:
        yield f"  - {' · '.join((stop.text, *stop.facts))}"
    yield from (f"  - {wish.text}" for wish in path.wishes)


def _others(words: TripWords) -> Iterator[str]:
    if words.alternatives:
        yield from _section(gettext("Other ways"), [])
    for one in words.alternatives:
        yield f"  - {one.title} (--prefer {one.reason}): {one.text}"


def _changes(title: str, changes: Iterable[ChangeWords]) -> Iterator[str]:
    told = [line for change in changes for line in _change(change)]
    if told:
        yield from _section(title, told)


def _change(change: ChangeWords) -> Iterator[str]:
    yield f"  - {change.text}"
    if change.kind != LIMITS:
        yield from (f"      {_note(note)}" for note in change.notes)


def _path(path: PathWords) -> Iterator[str]:
    is_known = any(note.kind != "doubt" for note in path.broken)
    for title, notes in (
        (
            gettext("Possible only if you manage this")
            if is_known
            else gettext("Possible only if this is fine"),
            path.broken,
        ),
        (gettext("Watch for"), path.watch),
        (gettext("Not known"), path.unknown),
    ):
        if notes:
            yield from _section(title, [f"  - {_note(note)}" for note in notes])
    if path.steps:
        yield from _section(gettext("Step by step"), [])
    for number, step in enumerate(path.steps, 1):
        said = " ".join((*([f"{step.where}."] if step.where else []), step.text))
        yield from _hung(f"{number:3}. ", said)
        yield from (f"     {cue}" for cue in step.cues)
        if step.facts:
            yield f"     {', '.join(step.facts)}"


def _norm(path: PathWords) -> Iterator[str]:
    if path.norm is None:
        return
    title = gettext("What the norm says of this way")
    name = labelled(title, path.norm.name)
    yield from _section(name, [path.norm.verdict])
    yield from filter(None, [path.norm.status])
    for one in path.norm.breaches:
        parts = (one.text, one.where, one.limit, one.source)
        yield f"  - {' · '.join(part for part in parts if part)}"


def _hung(head: str, text: str) -> list[str]:
    """Wrap a text behind the number of its step."""
    return textwrap.wrap(
        text, WIDTH, initial_indent=head, subsequent_indent=" " * len(head)
    )


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield ""
    yield title
    yield from lines


def _note(note: NoteWords) -> str:
    parts = (note.text, note.where, note.limit, note.source)
    return " · ".join(part for part in parts if part)
