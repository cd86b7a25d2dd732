"""Conditions on tags as a table writes them: ``"amenity=taxi&share_taxi=yes"``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

ANY: Final = "*"
ABSENT: Final = frozenset({"no", "vacant", "disused", "none"})

Tags = Mapping[str, str]
Row = TypeVar("Row")
Verdict = TypeVar("Verdict")


def judge_each(tags: Sequence[Tags], judge: Callable[[Tags], Verdict]) -> list[Verdict]:
    """Judge the tags of many elements; what elements share is judged once."""
    different = {id(one): one for one in tags}
    known = {number: judge(one) for number, one in different.items()}
    return [known[id(one)] for one in tags]


@dataclass(frozen=True)
class TagMatch:
    """Pairs of key and value that must all be there; ``*`` is any telling value."""

    pairs: tuple[tuple[str, str], ...]

    def holds(self, tags: Tags) -> bool:
        """Tell whether an element with these tags is meant."""
        return all(_pair_holds(tags.get(key), value) for key, value in self.pairs)


def _pair_holds(found: str | None, wanted: str) -> bool:
    if found is None:
        return False
    if wanted == ANY:
        return found not in ABSENT
    return wanted in found.split(";")


def parse_match(text: str) -> TagMatch:
    """Read ``"key=value&key=value"``."""
    pairs = [part.partition("=") for part in text.split("&")]
    return TagMatch(tuple((key.strip(), value.strip()) for key, _, value in pairs))


class TagTable(Generic[Row]):
    """Rows in order, each with conditions; finds the first that an element meets.

    Parameters
    ----------
    rows : iterable of (row, matches)
    """

    def __init__(self, rows: Iterable[tuple[Row, Iterable[TagMatch]]]) -> None:
        self._rows: list[Row] = []
        self._starts: dict[str, dict[str, list[tuple[int, TagMatch]]]] = {}
        for place, (row, matches) in enumerate(rows):
            self._rows.append(row)
            for match in matches:
                key, value = match.pairs[0]
                self._starts.setdefault(key, {}).setdefault(value, []).append(
                    (place, match)
                )

    def find(self, tags: Tags) -> Row | None:
        """Find the first row of which a condition holds."""
        met = [
            place
            for key in self._starts.keys() & tags.keys()
            for place, match in self._begun(key, tags[key])
            if match.holds(tags)
        ]
        return self._rows[min(met)] if met else None

    def _begun(self, key: str, found: str) -> Iterator[tuple[int, TagMatch]]:
        """Give the conditions whose first pair may hold."""
        by_value = self._starts[key]
        for value in (ANY, *found.split(";")):
            yield from by_value.get(value, ())
