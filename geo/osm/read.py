"""Tags of one element → observations and findings, by the table of tags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from geo.finding import Finding
from geo.observation import Method, Observation, Side
from geo.osm.day import DATE_KEYS, find_day
from geo.osm.key import SIDES, find_meaning
from geo.osm.reading import Reading
from geo.osm.sidewalk import BESIDE, NOTHING_SAID, Sidewalks, read_sidewalks
from geo.osm.tag import Tag

SEVERITY: Final = {"rejected": "error", "list": "info", "approximate": "info"}
DEPRECATED: Final = "sloped_curb"
CONDITIONAL: Final = ":conditional"
CHECKED: Final = "check_date:"
READ_BEFORE: Final = 1 << 16


@dataclass(frozen=True)
class Subject:
    """Whose tags are read, and in whose name.

    Attributes
    ----------
    key : str
        Stable key, ``"osm:w123"``.
    record : str
        Its name in findings: ``"way 123"``.
    scopes : frozenset of str
        What the element is: ``way``, ``node``, ``place``, ``stop``.
    source : str
        Key of the source.
    method : Method
    """

    key: str
    record: str
    scopes: frozenset[str]
    source: str
    method: Method = Method.TAGGED


@dataclass
class TagsRead:
    """Observations of one element, and what was doubtful."""

    observations: list[Observation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class _Candidate:
    tag: Tag
    said_of: tuple[Side, ...]
    rank: int
    key: str
    reading: Reading
    raw: str

    @property
    def order(self) -> tuple[int, int]:
        """Put what is said of one side before what is said of both, then by rank."""
        return len(self.said_of), self.rank


def read_tags(written: Mapping[str, str], subject: Subject) -> TagsRead:
    """Read the access attributes of an element.

    Parameters
    ----------
    written : mapping of str to str
        OSM tags.
    subject : Subject

    Returns
    -------
    TagsRead
        At most one observation per attribute and side. A value that cannot be read
        is an observation of *unknown* with its text, and a finding.
    """
    read = TagsRead()
    sidewalks = read_sidewalks(written)
    groups: dict[tuple[str, Side], list[_Candidate]] = {}
    for key, text in written.items():
        candidates = _candidates(key, text, subject.scopes)
        if candidates is None:
            read.findings.extend(_unread_keys(key, text, subject))
            continue
        for candidate in candidates:
            read.findings.extend(_flaw(candidate, subject))
            for side in _sides(candidate, sidewalks):
                groups.setdefault((candidate.tag.attribute, side), []).append(candidate)
    read.observations.extend(_chosen(groups, subject, written))
    if sidewalks != NOTHING_SAID and "way" in subject.scopes:
        _add_sidewalks(read, sidewalks, subject, written)
    return read


def telling_tags(written: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Give the tags that ``read_tags`` looks at, in their order.

    Most ways of a town say the same, and differ in their names only.
    """
    return tuple(pair for pair in written.items() if _is_telling(pair[0]))


@lru_cache(maxsize=READ_BEFORE)
def _is_telling(key: str) -> bool:
    is_read = find_meaning(key) is not None or key.startswith(("sidewalk", CHECKED))
    return is_read or key in DATE_KEYS or CONDITIONAL in key or DEPRECATED in key


@lru_cache(maxsize=READ_BEFORE)
def _candidates(
    key: str, text: str, scopes: frozenset[str]
) -> tuple[_Candidate, ...] | None:
    """Read one tag; ``None`` where the key tells nothing that is known.

    The same few tags come again and again: most are looked up, not read anew.
    """
    meaning = find_meaning(key)
    if meaning is None:
        return None
    found = [
        _Candidate(tag, meaning.sides, rank, key, tag.parse(text), text)
        for rank, tag in meaning.rows
        if not scopes.isdisjoint(tag.scopes)
    ]
    return tuple(c for c in found if not c.tag.derived or c.reading.value is not None)


def _chosen(
    groups: Mapping[tuple[str, Side], list[_Candidate]],
    subject: Subject,
    written: Mapping[str, str],
) -> Iterator[Observation]:
    for (attribute, side), found in groups.items():
        chosen = _choose(found)
        if chosen is not None:
            yield _observe(subject, attribute, side, chosen, written)


def _sides(candidate: _Candidate, sidewalks: Sidewalks) -> tuple[Side, ...]:
    said = candidate.said_of
    return sidewalks.sides if said == BESIDE else said


def _choose(found: list[_Candidate]) -> _Candidate | None:
    """Choose the most trusted candidate that tells a value."""
    ordered = sorted(found, key=lambda c: c.order)
    known = [c for c in ordered if c.reading.value is not None]
    yes = [c for c in known if c.tag.any_yes and c.reading.value is True]
    spoken = [c for c in ordered if not c.tag.derived]
    return next(iter([*yes, *known, *spoken]), None)


def _observe(
    subject: Subject,
    attribute: str,
    side: Side,
    chosen: _Candidate,
    written: Mapping[str, str],
) -> Observation:
    return Observation(
        subject=subject.key,
        attribute=attribute,
        value=chosen.reading.value,
        method=subject.method,
        source=subject.source,
        side=side,
        observed_on=find_day(written, chosen.key),
        confidence=chosen.tag.trust * chosen.reading.trust,
        raw=f"{chosen.key}={chosen.raw}",
    )


def _add_sidewalks(
    read: TagsRead, sidewalks: Sidewalks, subject: Subject, written: Mapping[str, str]
) -> None:
    """Say on which sides there is a sidewalk; of a side not named, nothing."""
    read.findings.extend(_sidewalk_flaws(sidewalks, subject))
    keys = ("sidewalk", *(f"sidewalk:{side}" for side in SIDES))
    raw = ", ".join(f"{key}={written[key]}" for key in keys if key in written)
    read.observations.extend(
        Observation(
            subject=subject.key,
            attribute="sidewalk",
            value=word,
            method=subject.method,
            source=subject.source,
            side=side,
            observed_on=find_day(written, "sidewalk"),
            raw=raw,
        )
        for side, word in sidewalks.said
    )


def _sidewalk_flaws(sidewalks: Sidewalks, subject: Subject) -> Iterator[Finding]:
    if sidewalks.somewhere:
        note = "a sidewalk is there, its side is not told"
        yield Finding("sidewalk-side-unknown", subject.record, note, "info")
    if sidewalks.unread:
        note = f"{sidewalks.unread!r} tells no value: kept as unknown"
        yield Finding("sidewalk-unreadable", subject.record, note)


def _flaw(candidate: _Candidate, subject: Subject) -> Iterator[Finding]:
    flaw = candidate.reading.flaw
    if flaw and not candidate.tag.derived:
        code = f"{candidate.tag.key.replace(':', '-')}-{flaw}"
        note = f"{candidate.key}: {candidate.reading.note}"
        yield Finding(code, subject.record, note, SEVERITY.get(flaw, "warning"))


def _unread_keys(key: str, text: str, subject: Subject) -> Iterator[Finding]:
    base = key.partition(CONDITIONAL)[0]
    if key.endswith(CONDITIONAL) and find_meaning(base) is not None:
        note = f"{key}={text} depends on the time: not read yet"
        yield Finding("conditional-not-read", subject.record, note, "info")
    if DEPRECATED in key:
        note = f"{key}={text} is a deprecated key: not read, tag kerb=* instead"
        yield Finding("deprecated-key", subject.record, note, "info")
