"""Instructions on the El Kef sample: whoever goes, wherever, in every language."""

from __future__ import annotations

import random
import re

import pytest

from data.landmarks import current_landmarks
from geo.answer import Path, Trip
from geo.guide import guide_trip
from geo.profile import get_profile
from geo.trip import plan_trip
from webmap.i18n import speaking
from webmap.trips.telling import step_details
from webmap.wording.felt import WORDINGS
from webmap.wording.path import PathWords
from webmap.wording.provenance import known_sources
from webmap.wording.trip import say_trip

NAME = re.compile("\u2068[^\u2069]*\u2069")
FOREIGN = {
    "ar": re.compile(r"[A-Za-z]{2,}"),
    "fr": re.compile(r"(?i)\b(the|street|kerb|steps|after|left|right)\b"),
    "en": re.compile(r"(?i)\b(rue|tournez|bordure)\b"),
}
TRIPS = 6


@pytest.fixture(params=["manual_wheelchair", "white_cane", "low_vision", "deaf"])
def trips(request, kef) -> list[Trip]:
    network, barriers = kef.graphs.current()
    chance = random.Random(request.param)  # noqa: S311 — the same trips every time
    ends = [network.node_lonlat[chance.randrange(network.nodes)] for _ in range(12)]
    return [
        plan_trip(
            network,
            barriers,
            origin=tuple(map(float, origin)),
            destination=tuple(map(float, destination)),
            profile=get_profile(request.param),
        )
        for origin, destination in zip(ends[::2], ends[1::2], strict=True)
    ]


def _texts(words: PathWords) -> list[str]:
    return [" ".join([step.text, *step_details(step)]) for step in words.steps]


def _check_path(path: Path, words: PathWords, foreign: re.Pattern[str]) -> None:
    told = [note for step in path.steps for note in step.notes]
    assert sum(s.length_m for s in path.steps) == pytest.approx(path.length_m)
    assert len(told) == len(path.watch) + len(path.unknown) + len(path.broken)
    texts = _texts(words)
    assert not any("%(" in text or "  " in text for text in texts)
    assert not any("\u2068\u2069" in text for text in texts)
    assert [text for text in texts if foreign.search(NAME.sub("", text))] == []


@pytest.mark.parametrize("language", FOREIGN)
def test_every_step_is_said_whole_and_in_one_language(kef, trips, language):
    wording = get_profile(trips[0].profile).wording
    with kef.database.read() as session, speaking(language):
        landmarks = current_landmarks(session)
        sources = known_sources(session, kef.town)
        for trip in trips:
            guided = guide_trip(trip, landmarks, WORDINGS[wording].sense)
            words = say_trip(guided, sources, wording=wording)
            _check_path(guided.out, words.out, FOREIGN[language])
            _check_path(guided.back, words.back, FOREIGN[language])

    assert len(trips) == TRIPS


def test_the_landmarks_of_a_town_are_read_once(kef):
    with kef.database.read() as session:
        first, second = current_landmarks(session), current_landmarks(session)

    assert first is second
    assert len(first.kept) > 50
