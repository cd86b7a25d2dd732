"""Texts and ways in columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.network import WayInfo
from geo.texts import Texts
from geo.ways import Ways, list_keys, word_codes

WORDS = st.text(max_size=12)
WAYS = st.lists(
    st.builds(
        WayInfo,
        key=WORDS,
        highway=st.sampled_from(["footway", "residential"]),
        footway=st.sampled_from(["", "crossing"]),
        names=st.dictionaries(st.sampled_from(["", "ar", "fr"]), WORDS),
        source=st.sampled_from(["osm", "survey"]),
    )
)


@given(st.lists(WORDS))
def test_texts_come_back_one_by_one_and_together(texts: list[str]) -> None:
    packed = Texts.pack(texts)

    assert list(packed) == texts
    assert [packed[i] for i in range(len(packed))] == texts
    assert packed[1:3] == texts[1:3]
    assert packed == texts


def test_a_text_that_is_not_there_is_an_error() -> None:
    with pytest.raises(IndexError):
        Texts.pack(["نهج"])[1]


def test_the_last_text_is_the_first_from_behind() -> None:
    assert Texts.pack(["a", "é"])[-1] == "é"


def test_texts_of_another_length_are_others() -> None:
    assert Texts.pack(["a"]) != ["a", "b"]
    assert Texts.pack(["a"]) != 1


@given(WAYS)
def test_ways_come_back_one_by_one_and_together(ways: list[WayInfo]) -> None:
    packed = Ways.pack(ways)

    assert list(packed) == ways
    assert [packed[i] for i in range(len(packed))] == ways
    assert packed == ways
    assert list_keys(packed) == list_keys(ways)


@given(WAYS)
def test_words_are_coded_alike_in_columns_and_in_lists(ways: list[WayInfo]) -> None:
    for name in ("highway", "footway", "source"):
        codes, words = word_codes(ways, name)
        packed_codes, packed_words = word_codes(Ways.pack(ways), name)

        assert words == packed_words
        assert codes.tolist() == packed_codes.tolist()
        assert [words[code] for code in codes] == [getattr(w, name) for w in ways]
