"""Personal data in a text is found, and measures are not taken for it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.personal import find_personal, personal_kinds, pieces_of, without


def found(text, country="TN"):
    return [
        (p.kind, text[p.start : p.end]) for p in find_personal(text, country=country)
    ]


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("Appelez le 98 123 456 svp", "phone", "98 123 456"),
        ("call +216 71 234 567.", "phone", "+216 71 234 567"),
        ("00216 98 123 456", "phone", "00216 98 123 456"),
        ("اتصل بي ٩٨١٢٣٤٥٦ الآن", "phone", "٩٨١٢٣٤٥٦"),
        ("tel:98123456", "phone", "98123456"),
        ("+33 6 12 34 56 78", "phone", "+33 6 12 34 56 78"),
        ("mail salah.b@example.tn.", "email", "salah.b@example.tn"),
        ("CIN 08123456 vu", "identity", "08123456"),
        ("بطاقة ٠٨١٢٣٤٥٦", "identity", "٠٨١٢٣٤٥٦"),
        ("voiture 123 تونس 4567 garée", "plate", "123 تونس 4567"),
        ("سيارة ٤٥٦٧ تونس ١٢٣", "plate", "٤٥٦٧ تونس ١٢٣"),
        ("123TUN4567", "plate", "123TUN4567"),
        ("rs 123456", "plate", "rs 123456"),
    ],
)
def test_what_may_tell_who_somebody_is_is_found(text, kind, piece):
    assert found(text) == [(kind, piece)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "largeur 98 cm, hauteur 123 mm",
        "le 2026-11-23 à 10:30, 12/11/2026",
        "8.71450,36.17420",
        "45 marches depuis 2023",
        "bus 12 tunis 3 fois",
        "المعبر ضيق ٧٠ سم منذ ٢٠٢٣",
        "7KQ2M-X9R4T",
    ],
)
def test_measures_days_and_positions_are_not(text):
    assert found(text) == []


def test_plates_and_cards_are_looked_for_in_their_country():
    assert found("CIN 08123456, 123 TUN 4567", country="") == []
    assert found("salah@example.tn +216 98 123 456", country="") == [
        ("email", "salah@example.tn"),
        ("phone", "+216 98 123 456"),
    ]


def test_the_words_are_marked_and_can_be_left_out():
    text = "Appelez le 98 123 456 ou a@b.tn"
    places = find_personal(text, country="TN")

    assert without(text, places) == "Appelez le … ou …"
    assert pieces_of(text, places) == [
        ("", "Appelez le "),
        ("phone", "98 123 456"),
        ("", " ou "),
        ("email", "a@b.tn"),
    ]


def test_every_kind_has_a_name_in_three_languages():
    assert all(
        set(kind.label) == {"ar", "fr", "en"} for kind in personal_kinds().values()
    )


PIECES = st.sampled_from(
    ["98 123 456", "a@b.tn", "08123456", "123 تونس 4567", " ", "٩٨١٢٣٤٥٦", "-", "12 cm"]
)


@given(st.lists(PIECES | st.text(max_size=6), max_size=8).map("".join))
def test_the_pieces_are_the_text_and_what_was_left_out_is_gone(text):
    places = find_personal(text, country="TN")

    assert "".join(piece for _, piece in pieces_of(text, places)) == text
    assert all(a.end <= b.start for a, b in pairwise(places))
    bare = without(text, places, mark="§")
    assert bare.count("§") - text.count("§") == len(places)
