"""Golden sentences: the miniature town told to those who see, and to those who feel."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path as File

import pytest

from geo.answer import Path, Snap, Verdict
from geo.cue import Landmark
from geo.guide import guide_path
from geo.landmark import Landmarks
from geo.profile import get_profile, load_profiles
from tests.town import STREETS, at, barrier, draw
from tests.walks import pieces_of, walk
from webmap.i18n import LANGUAGES, speaking
from webmap.trips.telling import step_details
from webmap.wording.felt import WORDINGS
from webmap.wording.steps import StepWords, say_steps

GOLDEN = File(__file__).parent.parent / "golden"
KNOWN = {
    "steps": {"step_count": 12.0, "handrail": True, "step_contrast": False},
    "crossing": {"crossing": "signals", "signals_sound": True, "button_operated": True},
    "one-way": {"lit": False, "tactile_paving": True},
}
TOWN = draw(
    [replace(one, known={**one.known, **KNOWN.get(one.key, {})}) for one in STREETS],
    heights={"m3": 700.0, "u3": 712.0},
    sigma_m=1.0,
)
MOSQUE = {"en": "Great Mosque", "ar": "الجامع الكبير"}
MARKS = Landmarks(
    [
        Landmark("t:1", "mosque", MOSQUE, at(88, 104)),
        Landmark("t:2", "pharmacy", {"fr": "Pharmacie du Nord"}, at(110, 206)),
        Landmark("t:3", "bench", {"en": "Bench"}, at(100, 200)),
    ]
)
WALKS = {
    "over the hill": ("middle", "cobbles", "steps", "upper"),
    "across": ("middle", "crossing", "one-way"),
}


def tell(streets: tuple[str, ...], wording: str) -> list[StepWords]:
    """Tell a walk with a bollard and a landmark or two."""
    bollard = replace(
        barrier(TOWN, "upper", "narrowest_m", 0.9), kind="bollard", lonlat=at(230, 200)
    )
    steps = walk(TOWN, pieces_of(TOWN, *streets), barriers=(bollard,))
    goal = Snap(at(0, 0), steps[-1].position, 0.0, 0, 0.0)
    goal = replace(goal, asked=at(300, 215 if "upper" in streets else 85))
    path = Path(Verdict.USABLE, steps=steps)
    path = guide_path(path, MARKS, WORDINGS[wording].sense, goal=goal)
    return say_steps(path, {}, "x-", wording)


def page(language: str) -> str:
    """Write every walk in every wording."""
    lines = []
    with speaking(language):
        for title, streets in WALKS.items():
            for wording in WORDINGS:
                lines.append(f"# {title}, {wording}")
                for number, step in enumerate(tell(streets, wording), 1):
                    told = " ".join(step_details(step))
                    lines.append(f"{number}. {step.text}. | {told}".rstrip(" |"))
    return re.sub("[\u2068\u2069]", "", "\n".join(lines)) + "\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentences_are_those_that_people_read_and_approved(language):
    assert page(language) == (GOLDEN / f"steps.{language}.txt").read_text("utf-8")


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_no_english_is_left_and_no_name_is_empty(language):
    said = (GOLDEN / f"steps.{language}.txt").read_text("utf-8")
    told = re.sub(r"^#.*$", "", said, flags=re.MULTILINE)

    english = r"(?i)\b(the|street|after|with|kerb|left|right|you)\b"
    assert not re.search(english, told)
    assert "%(" not in said
    assert "  " not in said


def test_who_feels_the_way_is_never_told_to_see():
    felt = re.split(r"^# ", page("en"), flags=re.MULTILINE)

    told = [part for part in felt if ", felt" in part.split("\n")[0]]
    assert len(told) == len(WALKS)
    assert not any(re.search(r"\b(see|look|visible)\b", part) for part in told)


def test_a_profile_names_a_wording_that_there_is():
    assert {profile.wording for profile in load_profiles().values()} == set(WORDINGS)
    assert get_profile("white_cane").wording == "felt"
