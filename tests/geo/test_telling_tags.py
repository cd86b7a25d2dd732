"""Tags that are not looked at change nothing of what is read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geo.osm.read import Subject, read_tags, telling_tags
from geo.osm.tag import ANYWHERE, tags

KEYS = sorted({tag.key for tag in tags()})
SIDED = [f"{key}:{side}" for key in KEYS for side in ("left", "right", "both")]
OTHERS = [
    "name",
    "name:ar",
    "check_date",
    "check_date:surface",
    "survey:date",
    "sidewalk",
    "sidewalk:left",
    "sidewalk:right:surface",
    "access:conditional",
    "footway:left.sloped_curb.end",
    "maxspeed",
]
VALUES = [
    "yes",
    "no",
    "both",
    "left",
    "2024-05-31",
    "1.5",
    "asphalt",
    "no @ (22-6)",
    "",
]
SOMEBODY = Subject("osm:w1", "way 1", ANYWHERE, "osm")


@given(
    st.dictionaries(st.sampled_from([*KEYS, *SIDED, *OTHERS]), st.sampled_from(VALUES))
)
def test_only_telling_tags_are_looked_at(written: dict[str, str]) -> None:
    telling = dict(telling_tags(written))

    assert read_tags(telling, SOMEBODY) == read_tags(written, SOMEBODY)
    assert "name" not in telling
    assert "maxspeed" not in telling
