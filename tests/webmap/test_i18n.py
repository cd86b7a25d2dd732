"""Languages: names, numbers, plural forms and links."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webmap import formats
from webmap.i18n import (
    LANGUAGES,
    best_name,
    direction,
    gettext,
    messages,
    ngettext,
    speaking,
)
from webmap.site import create_site

SIGN = {"": "نهج باجة Rue de Béja", "ar": "نهج باجة", "fr": "Rue de Béja"}


@pytest.fixture
def client(kef):
    return create_site(kef).test_client()


@pytest.mark.parametrize(
    ("language", "name"),
    [("ar", "نهج باجة"), ("fr", "Rue de Béja"), ("en", "Rue de Béja")],
)
def test_a_reader_gets_a_name_in_letters_that_they_read(language, name):
    assert best_name(SIGN, language) == name


def test_the_default_name_comes_before_a_foreign_one():
    assert best_name({"": "Via Giolitti", "fr": "Rue Giolitti"}, "en") == "Via Giolitti"


def test_any_name_is_better_than_none():
    assert best_name({"it": "Piazza"}, "ar") == "Piazza"
    assert best_name({}, "fr") == ""
    assert best_name(None, "fr") == ""


@given(
    st.dictionaries(st.sampled_from(["", "ar", "fr", "en", "it"]), st.text()),
    st.sampled_from(LANGUAGES),
)
def test_a_chosen_name_is_one_of_the_names(names, language):
    chosen = best_name(names, language)

    assert chosen in names.values() or not any(names.values())


def test_only_arabic_is_written_from_right_to_left():
    assert {one: direction(one) for one in LANGUAGES} == {
        "ar": "rtl",
        "fr": "ltr",
        "en": "ltr",
    }


def test_a_language_is_spoken_for_a_while_only():
    with speaking("fr"):
        inside = gettext("Places")

    assert inside == "Lieux"
    assert gettext("Places") == "Places"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "دقيقة واحدة"),
        (2, "دقيقتان"),
        (5, "5 دقائق"),
        (14, "14 دقيقة"),
        (100, "100 دقيقة"),
    ],
)
def test_arabic_has_six_forms_of_a_number_of_things(count, said):
    with speaking("ar"):
        assert ngettext("%(num)s minute", "%(num)s minutes", count) == said


@pytest.mark.parametrize(
    ("language", "length", "share", "day"),
    [
        ("en", "1.2 km", "8.3%", "3 May 2026"),
        ("fr", "1,2 km", "8,3\xa0%", "3 mai 2026"),
        ("ar", "1.2 كم", "8.3", "3 مايو 2026"),
    ],
)
def test_numbers_and_dates_are_written_as_the_reader_writes(
    language, length, share, day
):
    with speaking(language):
        assert formats.metres(1234.0) == length
        assert share in formats.percent(0.083, 1)
        assert formats.day(date(2026, 5, 3)) == day


def test_digits_are_those_of_the_maghreb_in_every_language():
    for language in LANGUAGES:
        with speaking(language):
            assert "45" in formats.number(45)


@pytest.mark.parametrize(
    ("value", "said"),
    [(4.4, "4 m"), (52.0, "50 m"), (996.0, "1,000 m"), (None, "not known")],
)
def test_a_length_is_not_more_exact_than_it_is_known(value, said):
    assert formats.metres(value) == said


@given(st.floats(min_value=0, max_value=1e5))
def test_a_duration_is_never_zero_minutes(seconds):
    assert not formats.minutes(seconds).startswith("0 m")


def test_scripts_get_their_sentences_translated():
    with speaking("fr"):
        assert messages("Map", "Places") == {"Map": "Carte", "Places": "Lieux"}


def test_the_language_switch_keeps_the_question(client):
    page = client.get("/fr/trip?from=8.70,36.17&profile=cane").get_data(as_text=True)

    assert 'href="/ar/trip?from=8.70,36.17&amp;profile=cane"' in page
    assert 'href="/en/trip?from=8.70,36.17&amp;profile=cane"' in page


@pytest.mark.parametrize(
    ("asked", "answered"), [("fr-TN,fr;q=0.9", "/fr/"), ("de", "/ar/"), ("en", "/en/")]
)
def test_the_door_leads_to_the_language_of_the_visitor(client, asked, answered):
    answer = client.get("/", headers={"Accept-Language": asked})

    assert answer.status_code == 302
    assert answer.location == answered


def test_a_language_that_is_not_spoken_is_no_address(client):
    assert client.get("/de/trip").status_code == 404
