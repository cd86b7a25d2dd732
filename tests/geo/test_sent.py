"""What was sent under a key is known again by a mark that tells nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.draft import Draft
from geo.sent import GONE, mark_gone, mark_sent

SAID = Draft("kerb", "12 cm", ("pram",), "Rue", (8.7, 36.1), "fr", "device-1")


def test_the_same_words_have_the_same_mark_in_any_language_and_by_any_way():
    assert mark_sent(SAID) == mark_sent(replace(SAID, lang="ar", channel="api"))


@pytest.mark.parametrize(
    "other",
    [
        {"category": "pole"},
        {"description": "12 cm."},
        {"affected": ()},
        {"where_text": "rue"},
        {"lonlat": (8.7, 36.2)},
        {"lonlat": None},
        {"answers": {"kerb_height": 0.12}},
        {"answers": {"kerb_height": None}},
        {"subject": "osm:n1"},
        {"send_key": "device-2"},
    ],
)
def test_anything_else_has_another_mark(other):
    assert mark_sent(SAID) != mark_sent(replace(SAID, **other))


def test_a_position_counts_as_it_is_kept():
    assert mark_sent(SAID) == mark_sent(replace(SAID, lonlat=(8.700001, 36.099999)))


def test_without_a_key_there_is_no_mark():
    assert mark_sent(replace(SAID, send_key="")) == ""


def test_what_is_left_of_a_key_is_made_once():
    left = mark_gone("device-1")

    assert left.startswith(GONE)
    assert "device" not in left
    assert mark_gone(left) == left
