"""Tags of an element → observations: oracles O-32, O-35 and the table of tags."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.attribute import ATTRIBUTES, check_value
from geo.observation import Method, Side
from geo.osm.day import find_day, parse_day
from geo.osm.read import Subject, read_tags
from geo.osm.sidewalk import read_sidewalks
from geo.osm.tag import tags

WAY = frozenset({"way"})
NODE = frozenset({"node"})
PLACE = frozenset({"place"})


def read(written, scopes=WAY):
    return read_tags(written, Subject("osm:w1", "way 1", scopes, "osm"))


def values(written, scopes=WAY):
    return {
        (o.attribute, str(o.side)): o.value for o in read(written, scopes).observations
    }


def codes(written, scopes=WAY):
    return [f.code for f in read(written, scopes).findings]


@pytest.mark.parametrize(
    ("word", "kept", "height"),
    [
        ("flush", "flush", 0.0),
        ("lowered", "lowered", 0.03),
        ("no", "no", 0.0),
        ("raised", "raised", None),
        ("rolled", "rolled", None),
        ("yes", "yes", None),
    ],
)
def test_o32_kerb_words_and_the_heights_that_they_tell(word, kept, height):
    found = values({"kerb": word}, NODE)
    assert found["kerb", "both"] == kept
    assert found.get(("kerb_height_m", "both")) == height


def test_o32_a_measured_height_goes_before_the_word():
    found = values({"kerb": "lowered", "kerb:height": "5 cm"}, NODE)
    assert found["kerb_height_m", "both"] == pytest.approx(0.05)
    rolled = values({"kerb": "rolled", "kerb:height": "0.04"}, NODE)
    assert rolled["kerb_height_m", "both"] == pytest.approx(0.04)


def test_o32_left_and_right_kerbs_are_kept_apart():
    found = values({"kerb:left": "raised", "kerb:right": "flush"})
    assert found["kerb", "left"] == "raised"
    assert found["kerb", "right"] == "flush"
    assert ("kerb_height_m", "left") not in found
    assert found["kerb_height_m", "right"] == 0.0


def test_o32_the_two_ends_of_a_crossing_are_two_subjects():
    ends = [Subject(f"osm:n{i}", f"node {i}", NODE, "osm") for i in (1, 2)]
    first = read_tags({"kerb": "lowered"}, ends[0]).observations
    second = read_tags({"kerb": "raised"}, ends[1]).observations
    assert {
        (o.subject, o.value) for o in (*first, *second) if o.attribute == "kerb"
    } == {
        ("osm:n1", "lowered"),
        ("osm:n2", "raised"),
    }


def test_an_unknown_kerb_word_is_unknown_with_a_finding():
    assert values({"kerb": "wobbly"}, NODE) == {("kerb", "both"): None}
    assert codes({"kerb": "wobbly"}, NODE) == ["kerb-unreadable"]


def test_o35_the_worst_surface_of_a_list_governs_and_is_named():
    result = read({"surface": "asphalt;gravel"})
    assert result.observations[0].value == "gravel"
    assert result.findings[0].code == "surface-list"
    assert "gravel" in result.findings[0].message


def test_o35_the_sidewalks_own_surface_beats_the_road_on_its_side():
    found = values(
        {"surface": "asphalt", "sidewalk": "both", "sidewalk:left:surface": "sett"}
    )
    assert found["surface", "both"] == "asphalt"
    assert found["surface", "left"] == "sett"
    assert ("surface", "right") not in found


def test_o34_an_estimated_width_is_trusted_less_and_never_first():
    (estimated,) = read({"est_width": "2"}).observations
    assert estimated.confidence == 0.5
    assert values({"est_width": "3", "width": "2"}) == {("width_m", "both"): 2.0}


def test_o31_up_keeps_the_direction_and_an_unknown_magnitude():
    found = values({"incline": "up"})
    assert found == {("incline", "both"): None, ("incline_direction", "both"): "up"}
    assert values({"incline": "-10%"})["incline", "both"] == pytest.approx(-0.1)


def test_what_is_said_of_one_side_goes_before_what_is_said_of_both():
    written = {
        "sidewalk": "both",
        "sidewalk:left:width": "0.9",
        "sidewalk:both:width": "1.5",
    }
    found = values(written)
    assert found["width_m", "left"] == 0.9
    assert found["width_m", "right"] == 1.5


def test_what_is_said_of_the_sidewalk_is_of_the_side_that_has_one():
    found = values({"sidewalk": "right", "sidewalk:surface": "concrete"})
    assert found["surface", "right"] == "concrete"
    assert ("surface", "left") not in found


@pytest.mark.parametrize(
    ("written", "column", "sides"),
    [
        ({"sidewalk": "both"}, "both", ("yes", "yes")),
        ({"sidewalk": "left"}, "left", ("yes", "no")),
        ({"sidewalk": "right"}, "right", ("no", "yes")),
        ({"sidewalk": "no"}, "no", ("no", "no")),
        ({"sidewalk": "none"}, "no", ("no", "no")),
        ({"sidewalk": "separate"}, "separate", ("separate", "separate")),
        ({"sidewalk:both": "separate"}, "separate", ("separate", "separate")),
        ({"sidewalk:left": "yes"}, "left", ("yes", None)),
        ({"sidewalk:left": "no"}, "unknown", ("no", None)),
        ({"sidewalk:left": "separate", "sidewalk:right": "no"}, "separate", None),
        ({"sidewalk": "yes"}, "unknown", (None, None)),
        ({}, "unknown", (None, None)),
    ],
)
def test_sidewalks_left_and_right(written, column, sides):
    found = read_sidewalks(written)
    assert found.column == column
    assert sides is None or (found.left, found.right) == sides


def test_an_unknown_side_is_not_no():
    assert values({"sidewalk:left": "yes"}) == {("sidewalk", "left"): "yes"}


def test_steps_a_lift_and_their_details():
    found = values(
        {
            "highway": "steps",
            "step_count": "12",
            "handrail:left": "yes",
            "handrail:right": "no",
            "ramp:stroller": "yes",
            "ramp:wheelchair": "no",
        }
    )
    assert found["steps", "both"] is True
    assert found["step_count", "both"] == 12
    assert found["handrail", "both"] is True
    assert found["handrail_left", "both"] is True
    assert found["handrail_right", "both"] is False
    assert ("handrail_center", "both") not in found
    assert found["ramp", "both"] is True
    assert found["ramp_stroller", "both"] is True
    assert found["ramp_wheelchair", "both"] is False
    assert values({"highway": "elevator"}, NODE)["elevator", "both"] is True


def test_handrails_on_both_sides_are_one_on_each():
    found = values({"highway": "steps", "handrail:both": "yes"})

    assert {name for (name, _), value in found.items() if value is True} == {
        *("steps", "handrail", "handrail_left", "handrail_right")
    }


def test_foot_goes_before_access_and_a_refusal_is_kept():
    assert values({"access": "private", "foot": "yes"})["access", "both"] == "yes"
    assert values({"foot": "no"})["access", "both"] == "no"
    assert values({"access": "private"})["access", "both"] == "private"
    assert values({"access": "forestry"})["access", "both"] == "private"


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ({"crossing": "zebra"}, "marked"),
        ({"crossing": "uncontrolled"}, "marked"),
        ({"crossing": "traffic_signals;island"}, "signals"),
        ({"crossing": "unmarked"}, "unmarked"),
        ({"crossing:markings": "no"}, "unmarked"),
        ({"crossing": "marked", "crossing:signals": "yes"}, "signals"),
        ({"crossing": "island"}, None),
    ],
)
def test_crossings(written, kind):
    assert values(written, NODE)["crossing", "both"] == kind


def test_texts_for_some_readers_keep_their_languages():
    found = values(
        {
            "blind:description": "three steps",
            "blind:description:ar": "ثلاث درجات",
            "blind:description:fr": "trois marches",
            "deaf:description:de": "Gebärdensprache",
        },
        PLACE,
    )

    assert found["blind_description", "both"] == "three steps"
    assert found["blind_description_ar", "both"] == "ثلاث درجات"
    assert found["blind_description_fr", "both"] == "trois marches"
    assert found["deaf_description", "both"] == "Gebärdensprache"


def test_places_have_their_own_tags():
    found = values(
        {
            "wheelchair": "limited",
            "toilets:wheelchair": "no",
            "hearing_loop": "yes",
            "door:width": "85 cm",
            "wheelchair:description:fr": "rampe sur demande",
            "capacity:disabled": "no",
            "width": "3",
        },
        PLACE,
    )
    assert found["wheelchair", "both"] == "limited"
    assert found["toilets_wheelchair", "both"] == "no"
    assert found["audio_loop", "both"] is True
    assert found["door_width_m", "both"] == pytest.approx(0.85)
    assert found["wheelchair_description_fr", "both"] == "rampe sur demande"
    assert found["capacity_disabled", "both"] == 0
    assert ("width_m", "both") not in found


def test_the_day_of_a_check_is_the_keys_own_first():
    written = {"check_date": "2023-05-05", "check_date:surface": "2024-06"}
    assert find_day(written, "surface") == date(2024, 6, 1)
    assert find_day(written, "width") == date(2023, 5, 5)
    assert find_day({"survey:date": "2020-02-30"}, "width") is None
    assert parse_day("last summer") is None


def test_what_is_not_read_is_found():
    assert codes({"wheelchair:conditional": "no @ (22:00-06:00)"}) == [
        "conditional-not-read"
    ]
    assert codes({"sidewalk:left:sloped_curb:start": "0.03"}) == ["deprecated-key"]
    assert codes({"sidewalk": "this"}) == ["sidewalk-unreadable"]
    assert codes({"sidewalk": "yes"}) == ["sidewalk-side-unknown"]
    assert codes({"width": "600"}) == ["width-rejected"]
    assert read({"width": "600"}).findings[0].severity == "error"


def test_raw_text_method_and_source_travel_with_the_value():
    subject = Subject("x:n1", "node 1", NODE, "x", Method.DEMONSTRATION)
    (one,) = read_tags({"tactile_paving": "contrasted"}, subject).observations
    assert (one.source, one.method, one.raw) == (
        "x",
        Method.DEMONSTRATION,
        "tactile_paving=contrasted",
    )
    assert one.value is True


def test_every_row_of_the_table_names_an_attribute():
    assert {tag.attribute for tag in tags()} <= set(ATTRIBUTES)


KEYS = sorted({tag.key for tag in tags()} | {"sidewalk", "sidewalk:both"})
WORDS = ["yes", "no", "left", "both", "raised", "1", "5%", "1.5 m", "sett;mud", "?"]


@given(
    st.dictionaries(
        st.sampled_from(KEYS + [f"sidewalk:left:{key}" for key in KEYS]),
        st.sampled_from(WORDS) | st.text(max_size=12),
        max_size=8,
    )
)
def test_any_tags_give_values_that_the_vocabulary_allows_once_each(written):
    scopes = frozenset({"way", "node", "place", "stop"})
    found = read(written, scopes).observations
    names = [(o.attribute, o.side) for o in found]
    assert len(names) == len(set(names))
    for one in found:
        check_value(one.attribute, one.value)
        assert 0 <= one.confidence <= 1
        assert one.side in Side
