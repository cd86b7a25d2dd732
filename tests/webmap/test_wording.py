"""Facts put into sentences: verdicts, notes, steps, heights, sources."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from geo.answer import Verdict
from geo.attribute import ATTRIBUTES
from geo.profile import load_profiles
from geo.rule import RULES
from tests.webmap.facts import BACK, CLIMB, KERB, OUT, SOURCES, WIDTH, note, step, trip
from webmap.i18n import LANGUAGES, speaking
from webmap.wording.height import say_heights
from webmap.wording.notes import rule_of, say_note, say_notes, say_unknowns
from webmap.wording.path import say_verdict
from webmap.wording.profile import PROFILE_WORDS, say_limits
from webmap.wording.rule import COUNTS, FACTS
from webmap.wording.steps import say_facts, say_step
from webmap.wording.trip import say_back, say_trip
from webmap.wording.turn import HEADINGS, INTO, TURNS
from webmap.wording.values import ATTRIBUTE_WORDS, WORDS, value_words

NOTHING = replace(OUT, verdict=Verdict.NONE, steps=(), watch=(), unknown=(), heights=())


def test_a_verdict_says_the_time_what_is_hard_and_what_is_not_known():
    assert say_verdict(OUT) == (
        "You can get there: 14 minutes, with 1 steep climb. For 60 m something that "
        "matters to you is not known."
    )


@pytest.mark.parametrize("method", ["modelled", "inferred", "reported"])
def test_what_is_only_estimated_is_counted_as_perhaps_and_last(method):
    guessed = replace(CLIMB, method=method)
    narrow = note("width_comfort", attribute="width_m", value=1.0, limit=1.2)

    assert say_verdict(replace(OUT, watch=(guessed, guessed, narrow), unknown=())) == (
        "You can get there: 14 minutes, with 1 narrow stretch, perhaps 2 steep climbs."
    )


def test_a_way_beyond_the_limits_is_never_called_open():
    beyond = replace(OUT, verdict=Verdict.ONLY_IF, broken=(KERB,), unknown=())

    assert say_verdict(beyond) == (
        "You can get there only if you manage this: 1 high kerb. It takes 14 minutes."
    )


def test_what_nobody_knows_is_never_counted_as_if_it_were_there():
    doubt = replace(KERB, value=None)
    beyond = replace(OUT, verdict=Verdict.ONLY_IF, broken=(doubt, doubt), unknown=())

    assert say_verdict(beyond) == (
        "You can get there only if this is fine: the height of the kerb, not known in "
        "2 places. It takes 14 minutes."
    )
    assert say_note(doubt, SOURCES, "bad").kind == "doubt"


def test_who_is_there_already_is_told_so_and_of_no_way_back():
    here = replace(OUT, verdict=Verdict.USABLE, length_m=0.0, watch=(), unknown=())

    assert say_verdict(here).startswith("You are there already")
    assert say_back(trip(out=here, back=here)) == ("")


def test_no_way_is_said_as_not_known_to_exist():
    assert say_verdict(NOTHING) == "No way for you is known."


@pytest.mark.parametrize(
    ("back", "said"),
    [
        (BACK, "Coming back is harder: 22 minutes."),
        (
            replace(OUT, seconds=420.0, effort_s=0.0),
            "Coming back is easier: 7 minutes.",
        ),
        (OUT, "Coming back takes 14 minutes."),
        (NOTHING, "No way back for you is known."),
    ],
)
def test_the_way_back_is_compared_with_the_way_out(back, said):
    assert say_back(trip(back=back)) == said


def test_a_way_that_is_largely_unknown_is_not_shown_as_good():
    dark = replace(OUT, verdict=Verdict.USABLE, uncertain_m=400.0)

    assert say_trip(trip(out=dark), SOURCES).out.kind == "doubt"
    assert say_trip(trip(), SOURCES).out.kind == "warn"


def test_an_answer_names_the_demonstrations_that_it_rests_on():
    words = say_trip(trip(), SOURCES)

    assert words.made_up == ["Streets made up for El Kef"]
    assert words.sources == ["Streets made up for El Kef", "Survey of spring"]


def test_a_note_says_what_the_limit_where_and_who_says_so():
    said = say_note(CLIMB, SOURCES, "warn")

    assert said.text == "It climbs 7%"
    assert said.limit == "comfortable for you: 5%"
    assert re.sub("[\u2068\u2069]", "", said.where) == (
        "after 120 m · Avenue Farhat Hached · for 40 m"
    )
    assert re.sub("[\u2068\u2069]", "", said.source) == (
        "Survey of spring · seen on the spot · 3 May 2026"
    )
    assert not said.is_demonstration


def test_a_doubt_says_that_it_is_one_and_how_certain_its_source_is():
    said = say_note(WIDTH, SOURCES, "doubt")

    assert said.text == "The width is not known"
    assert said.where.startswith("at the start")
    assert "60% certain" in said.source
    assert said.is_demonstration


def test_steps_that_nobody_counted_are_simply_there():
    steps = note("steps_limit", attribute="steps", value=True, limit=False)
    counted = replace(steps, attribute="step_count", value=12.0)

    assert say_note(steps, SOURCES, "bad").text == "There are steps"
    assert say_note(counted, SOURCES, "bad").text == "Steps: 12"


def test_the_same_doubt_in_many_places_is_said_once():
    places = [replace(WIDTH, at_m=at, length_m=100.0) for at in (50.0, 300.0, 700.0)]

    said = say_notes(places, SOURCES, "doubt")

    assert [one.text for one in said] == ["The width is not known"]
    assert said[0].where.startswith("in 3 places, 300 m in all, the first after 50 m")


def test_an_estimated_slope_is_said_once_for_up_and_down():
    up = replace(CLIMB, rule="slope_up_unknown", method="modelled", value=0.06)
    down = replace(up, rule="slope_down_unknown", attribute="slope_down", value=-0.09)

    said = say_notes([up, down], SOURCES, "doubt")

    assert [one.text for one in said] == ["The slope is only estimated: up to about 9%"]


def test_different_kerbs_stay_different_notes():
    assert len(say_notes([KERB, replace(KERB, value=0.15)], SOURCES, "bad")) == 2


def test_what_is_not_known_on_a_step_is_one_line():
    slope = replace(WIDTH, rule="slope_up_unknown")

    assert say_unknowns([WIDTH, slope]) == "Not known here: the width, the slope"


@pytest.mark.parametrize("root", RULES)
def test_every_rule_of_the_engine_has_words(root):
    assert root in FACTS
    assert root in COUNTS
    assert rule_of(note(f"{root}_limit")) == root
    assert rule_of(note(root)) == root


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_every_attribute_and_its_words_have_words(name):
    assert name in ATTRIBUTE_WORDS
    assert [
        w for w in ATTRIBUTES[name].words if w not in WORDS and "grade" not in w
    ] == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("width_m", 0.9, "90 cm"),
        ("width_m", 1.35, "1.35 m"),
        ("kerb_height_m", 0.025, "2.5 cm"),
        ("slope_down", -0.0833, "8.3%"),
        ("steps", True, "yes"),
        ("step_count", 12.0, "12"),
        ("surface", "sett", "cut stone setts"),
        ("kerb", None, "not known"),
        ("opening_hours", "Mo-Fr", "\u2068Mo-Fr\u2069"),
    ],
)
def test_a_value_has_its_everyday_unit(name, value, said):
    assert value_words(name, value) == said


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (step("start"), "Start on Avenue Farhat Hached, towards the north-east"),
        (step("left"), "Turn left into Avenue Farhat Hached"),
        (
            step("right", names={}),
            "Turn right, on a street without a name, towards the north-east",
        ),
        (
            step("start", names={}, kind="path"),
            "Start on a path without a name, towards the north-east",
        ),
        (step("right", kind="crossing", names={}), "Turn right. Cross the street"),
        (step("straight", kind="steps", names={}), "Take the steps"),
        (step("arrive"), "You have arrived"),
    ],
)
def test_a_step_says_what_to_do(made, said):
    assert re.sub("[\u2068\u2069]", "", say_step(made)) == said


def test_a_step_says_what_is_not_known_of_its_slope():
    assert "slope not known" in say_facts(step("left", slope=None))
    assert "uphill, up to about 6%" in say_facts(
        step("left", slope=0.06, slope_method="modelled")
    )
    assert "flat" in say_facts(step("left", slope=0.004))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("turn", TURNS)
def test_every_turn_can_be_said_in_every_language(language, turn):
    with speaking(language):
        named, bare = say_step(step(turn)), say_step(step(turn, names={}))

    assert ("فرحات" in named) == (language == "ar")
    assert named != bare
    assert "%(" not in named + bare
    assert set(TURNS) == set(INTO)
    assert len(HEADINGS) == 8


def test_heights_say_the_same_as_their_picture():
    said = say_heights(OUT)

    assert said.text == (
        "It climbs about 23 m and falls about 5 m in all. The highest point, 723 m, is "
        "at the end. The heights are estimated: each may be off by about 2 m."
    )
    measured = tuple(replace(h, sigma_m=0.1) for h in OUT.heights)
    assert say_heights(replace(OUT, heights=measured)).text == (
        "It climbs 23 m and falls 5 m in all. The highest point, 723 m, is at the end."
    )
    ys = [float(point.split(",")[1]) for point in said.line.split()]
    assert ys == sorted(ys, reverse=True)
    assert len(said.band.split()) == 2 * len(ys)


def test_the_highest_point_is_told_where_it_is():
    start = tuple(replace(h, height_m=900.0 - h.height_m) for h in OUT.heights)
    middle = tuple(replace(h, height_m=-abs(h.at_m - 362)) for h in OUT.heights)

    assert "is at the start." in say_heights(replace(OUT, heights=start)).text
    assert "is after 360 m." in say_heights(replace(OUT, heights=middle)).text


def test_heights_that_are_not_known_are_said_so_and_not_drawn():
    said = say_heights(replace(OUT, heights=(), climb_m=None, descent_m=None))

    assert said.text == "The heights on this way are not known."
    assert said.line == ""


def test_profiles_are_described_by_limits_never_by_diagnoses():
    said = {key: say_limits(one) for key, one in load_profiles().items()}

    assert set(said) == set(PROFILE_WORDS)
    assert said["manual_wheelchair"].startswith(
        "no steps, kerbs up to 3 cm, climbs up to 8.3%, at least 90 cm wide"
    )
    words = " ".join([*said.values(), *PROFILE_WORDS.values()]).lower()
    assert not re.search("disab|handicap|patient|plegi", words)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_whole_answer_has_no_english_left(language):
    with speaking("en"):
        english = say_trip(trip(), SOURCES)
    with speaking(language):
        said = say_trip(trip(), SOURCES)

    assert said.verdict != english.verdict
    for mine, theirs in zip(said.out.steps, english.out.steps, strict=True):
        assert mine.text != theirs.text
    for mine, theirs in zip(said.out.figures, english.out.figures, strict=True):
        assert mine.value != theirs.value or language == "fr"
