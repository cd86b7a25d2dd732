"""Names are found however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.text import (
    EXACT,
    PREFIX,
    TYPO,
    choose_name,
    fold,
    match_word,
    skeleton,
    words,
)

ARABIC = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآىةؤئء ", max_size=20)
VOWEL_SIGNS = "ًٌٍَُِّْ"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hôpital", "hopital"),
        ("HÔPITAL", "hôpital"),
        ("مُسْتَشْفَى", "مستشفى"),
        ("مستشفى", "مستشفي"),
        ("الأمل", "الامل"),
        ("إبراهيم", "ابراهيم"),
        ("آمنة", "امنه"),
        ("القصبـــة", "القصبة"),
        ("شارع ٢٠ مارس", "شارع 20 مارس"),
        ("Sidi Bou-Makhlouf", "sidi bou makhlouf"),
        ("L’Œuvre", "l'oeuvre"),
        ("مسؤول", "مسوول"),
    ],
)
def test_spellings_of_one_name_fold_to_one_text(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    "text", ["Kef", "El Kef", "el-kef", "Le Kef", "AL KEF", "kef "]
)
def test_the_latin_article_is_optional(text: str) -> None:
    assert words(text) == ("kef",)


@pytest.mark.parametrize("text", ["الكاف", "كاف", "الكـاف", "الكَاف"])
def test_the_arabic_article_is_optional(text: str) -> None:
    assert words(text) == ("كاف",)


def test_an_article_alone_stays_a_word() -> None:
    assert words("el") == ("el",)
    assert words("ال") == ("ال",)


def test_a_short_word_is_not_robbed_of_its_first_letters() -> None:
    assert words("الف") == ("الف",)


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_folded_text_holds_no_signs_that_a_database_or_page_reads(text: str) -> None:
    assert not set(fold(text)) & set("<>'\"%;&\x00\\")


@given(ARABIC, st.sampled_from(VOWEL_SIGNS))
def test_vowel_signs_change_nothing(text: str, sign: str) -> None:
    spoken = "".join(letter + sign if letter != " " else " " for letter in text)

    assert fold(spoken) == fold(text)


@pytest.mark.parametrize(
    ("typed", "word", "is_last", "rating"),
    [
        ("kef", "kef", False, EXACT),
        ("ke", "kef", True, PREFIX),
        ("ke", "kef", False, 0.0),
        ("hopitla", "hopital", False, TYPO),
        ("hoptal", "hopital", False, TYPO),
        ("hoppital", "hopital", False, TYPO),
        ("hxpital", "hopital", False, TYPO),
        ("hxpitla", "hopital", False, 0.0),
        ("pharmci", "pharmacie", True, TYPO),
        ("pharmci", "pharmacie", False, 0.0),
        ("kf", "kef", False, 0.0),
        ("كافف", "كاف", False, TYPO),
    ],
)
def test_a_word_is_rated(typed: str, word: str, is_last: bool, rating: float) -> None:
    assert match_word(typed, word, is_last=is_last) == rating


@pytest.mark.parametrize(
    ("names", "lang", "shown"),
    [
        ({"ar": "الكاف", "fr": "Le Kef", "": "Kef"}, "ar", "الكاف"),
        ({"ar": "الكاف", "fr": "Le Kef", "": "Kef"}, "en", "Kef"),
        ({"ar": "الكاف", "fr": "Le Kef"}, "en", "Le Kef"),
        ({"ar": "الكاف", "": "Le Kef الكاف"}, "en", "Le Kef الكاف"),
        ({"fr": "", "": "Kef"}, "fr", "Kef"),
        ({"ar": "نهج", "fr": "Rue", "": "نهج Rue"}, "en", "Rue"),
        ({"ar": "نهج", "": "نهج"}, "en", "نهج"),
        ({"fr": "Rue", "": "نهج Rue"}, "ar", "نهج Rue"),
        ({}, "fr", ""),
    ],
)
def test_a_name_is_chosen(names: dict[str, str], lang: str, shown: str) -> None:
    assert choose_name(names, lang) == shown


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("الكاف", "Kef"),
        ("القصبة", "Kasbah"),
        ("زيتونة", "Zitouna"),
        ("الشريشي", "Cherichi"),
        ("النهوض", "Ennouhoudh"),
        ("مناخ", "Mnekh"),
        ("قفصة", "Gafsa"),
    ],
)
def test_one_name_sounds_alike_in_both_scripts(arabic: str, latin: str) -> None:
    (one,), (other,) = words(arabic), words(latin)

    assert skeleton(one).removesuffix("h") == skeleton(other).removesuffix("h")


def test_a_joined_article_goes_with_its_particle() -> None:
    assert words("محطة القطار بالكاف") == ("محطه", "قطار", "كاف")
    assert words("بالون") == ("بالون",)
