"""An index of names by their words, and how well a typed text matches them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from data.queries.name import NamedThing
from geo.text import EXACT, TYPO, match_word, skeleton, words

SHARE_OF_WORDS: Final = 0.75
"""Weight of how well the words match; the rest is how much of the name they are."""

KIND: Final = 0.8
"""Weight of a match with the word for a kind: "pharmacy" finds every pharmacy,
those of that name first."""

SHORTEST_SOUND: Final = 2
"""Consonants that two spellings must share to be taken for one word."""


@dataclass(frozen=True)
class Name:
    """One way to call a thing.

    Attributes
    ----------
    thing : int
        Position of the thing.
    parts : tuple of str
        Folded words.
    shortest : int
        Words of the thing's shortest name: the same for all its names, so that a
        question gives one order in every script.
    weight : float
        1 for a name, ``KIND`` for the word of a kind.
    """

    thing: int
    parts: tuple[str, ...]
    shortest: int
    weight: float


@dataclass(frozen=True)
class Index:
    """Names of one state of the data, by their folded words."""

    things: Sequence[NamedThing]
    names: Sequence[Name]
    found_by: dict[str, list[int]] = field(default_factory=dict)
    """Word → positions in ``names``."""
    alike: dict[str, frozenset[str]] = field(default_factory=dict)
    """Word → itself and its spellings in other scripts."""

    @classmethod
    def build(cls, things: Sequence[NamedThing]) -> Index:
        """Build from the named things of a database."""
        names = [
            name
            for position, thing in enumerate(things)
            for spoken, weight in ((thing.names, 1.0), (thing.label, KIND))
            for name in _names(position, spoken, weight)
        ]
        alike = _spellings(things)
        found_by: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(names):
            forms = {form for part in name.parts for form in alike.get(part, {part})}
            for form in sorted(forms):
                found_by[form].append(number)
        return cls(things, names, dict(found_by), alike)

    def is_same(self, typed: tuple[str, ...], parts: tuple[str, ...]) -> bool:
        """Tell whether two names have the same words, in whatever script."""
        return len(typed) == len(parts) and all(
            part in self.alike.get(word, {word})
            for word, part in zip(typed, parts, strict=True)
        )


def _spellings(things: Sequence[NamedThing]) -> dict[str, frozenset[str]]:
    """Pair the words of names in two scripts that belong to one thing and sound alike.

    Names teach it: "قصبة الكاف" and "Kasbah du Kef" say that كاف is kef.
    """
    alike: dict[str, set[str]] = defaultdict(set)
    for thing in things:
        heard: dict[str, set[str]] = defaultdict(set)
        for word in {part for name in thing.names.values() for part in words(name)}:
            heard[skeleton(word)].add(word)
        for sound, forms in heard.items():
            if len(sound) >= SHORTEST_SOUND and len({f.isascii() for f in forms}) > 1:
                for form in forms:
                    alike[form] |= forms
    return {word: frozenset(forms) for word, forms in alike.items()}


def _names(thing: int, spoken: Mapping[str, str], weight: float) -> list[Name]:
    cut = sorted({parts for text in spoken.values() if (parts := words(text))})
    shortest = min((len(parts) for parts in cut), default=0)
    return [Name(thing, parts, shortest, weight) for parts in cut]


def rate(index: Index, typed: tuple[str, ...], *, enough: int) -> dict[int, float]:
    """Rate the things: as typed first, with slips only where room is left."""
    last = len(typed) - 1
    as_typed = [_as_typed(index, w, is_last=n == last) for n, w in enumerate(typed)]
    scores = _joined(index, typed, as_typed, needed=len(typed))
    if len(scores) < enough:
        slips = [
            {**_with_slip(index, typed[n], is_last=n == last), **found}
            for n, found in enumerate(as_typed)
        ]
        scores = {**_joined(index, typed, slips, needed=len(typed)), **scores}
        if not scores and len(typed) > 1:
            scores = _joined(index, typed, slips, needed=(len(typed) + 1) // 2)
    return scores


def _as_typed(index: Index, word: str, *, is_last: bool) -> dict[str, float]:
    if not is_last:
        return {word: EXACT} if word in index.found_by else {}
    return {
        known: match_word(word, known, is_last=True)
        for known in index.found_by
        if known.startswith(word)
    }


def _with_slip(index: Index, word: str, *, is_last: bool) -> dict[str, float]:
    rated = ((k, match_word(word, k, is_last=is_last)) for k in index.found_by)
    return {known: rating for known, rating in rated if rating == TYPO}


def _joined(
    index: Index,
    typed: tuple[str, ...],
    matches: Iterable[dict[str, float]],
    *,
    needed: int,
) -> dict[int, float]:
    """Rate the things one of whose names holds enough of the words."""
    ratings: dict[int, list[float]] = defaultdict(list)
    for found in matches:
        best: dict[int, float] = {}
        for word, rating in found.items():
            for number in index.found_by[word]:
                best[number] = max(best.get(number, 0.0), rating)
        for number, rating in best.items():
            ratings[number].append(rating)
    scores: dict[int, float] = {}
    for number, rated in ratings.items():
        if len(rated) >= needed:
            name = index.names[number]
            score = round(name.weight * _score(index, typed, name, rated=rated), 1)
            scores[name.thing] = max(scores.get(name.thing, 0.0), score)
    return scores


def _score(
    index: Index, typed: tuple[str, ...], name: Name, *, rated: list[float]
) -> float:
    if index.is_same(typed, name.parts):
        return 100.0
    quality = sum(rated) / len(typed)
    share = min(1.0, len(typed) / name.shortest)
    score = SHARE_OF_WORDS * quality + (1 - SHARE_OF_WORDS) * share
    return min(99.0, 100 * score)
