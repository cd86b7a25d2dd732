"""What the tags of elements tell; what many elements say is read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from geo.finding import Finding
from geo.observation import Observation
from geo.osm.read import Subject, TagsRead, read_tags, telling_tags
from geo.rows import Known, resolve_all
from geo.tagmatch import Tags
from importers.osm.element import RECORDS

NOBODY = ""
"""Subject of what was read for all who say it."""


@dataclass
class Facts:
    """What is known of elements.

    Attributes
    ----------
    source : str
        Key of the source, prefix of every key.
    read : dict of str to TagsRead
        Key → what its tags tell, of ``NOBODY``; shared by all who say the same.
    """

    source: str = ""
    read: dict[str, TagsRead] = field(default_factory=dict)

    @cached_property
    def observations(self) -> list[Observation]:
        """What is said, subject by subject."""
        return [
            replace(one, subject=key)
            for key, read in self.read.items()
            for one in read.observations
        ]

    @property
    def subjects(self) -> set[str]:
        """Keys of which something is said."""
        return {key for key, read in self.read.items() if read.observations}

    def findings(self) -> Iterator[Finding]:
        """Give what was doubtful, element by element."""
        for key, read in self.read.items():
            if read.findings:
                name = key.removeprefix(f"{self.source}:")
                record = f"{RECORDS[name[0]]} {name[1:]}"
                yield from (replace(one, record=record) for one in read.findings)

    def known(self) -> dict[str, Known]:
        """Give what is used of each subject; who says the same shares it."""
        shared: dict[int, Known] = {}
        for read in self.read.values():
            if id(read) not in shared:
                said = resolve_all(read.observations)
                shared[id(read)] = said.get(NOBODY, {})
        known = ((key, shared[id(read)]) for key, read in self.read.items())
        return {key: said for key, said in known if said}


def read_facts(
    written: Mapping[str, tuple[Tags, frozenset[str]]], everybody: Subject
) -> Facts:
    """Read the tags of elements.

    Parameters
    ----------
    written : mapping
        Key → tags, and all that the element is.
    everybody : Subject
        In whose name they are read.

    Returns
    -------
    Facts
    """
    telling: dict[int, tuple[tuple[str, str], ...]] = {}
    read: dict[object, TagsRead] = {}
    facts = Facts(everybody.source)
    for key, (tags, scopes) in written.items():
        if id(tags) not in telling:
            telling[id(tags)] = telling_tags(tags)
        same = telling[id(tags)], scopes
        if same not in read:
            asked = replace(everybody, key=NOBODY, scopes=scopes)
            read[same] = read_tags(dict(same[0]), asked)
        facts.read[key] = read[same]
    return facts
