"""Headers and cells as people write them, in three languages."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.attribute import ATTRIBUTES
from geo.errors import InputError
from geo.observation import Method, Side
from importers.survey.cell import (
    parse_date,
    parse_method,
    parse_side,
    parse_value,
    parse_word,
)
from importers.survey.column import column_table, find_column, map_columns
from importers.survey.parse import parse_subject


@pytest.mark.parametrize(
    ("header", "target", "factor"),
    [
        ("width_m", "width_m", 1.0),
        ("Width", "width_m", 1.0),
        ("Largeur", "width_m", 1.0),
        ("Largeur (cm)", "width_m", 0.01),
        ("width_cm", "width_m", 0.01),
        ("العرض", "width_m", 1.0),
        ("العرض (سم)", "width_m", 0.01),
        ("Pente %", "incline", 0.01),
        ("pente (%)", "incline", 0.01),
        ("Hauteur de marche (cm)", "step_height_m", 0.01),
        ("KERB HEIGHT", "kerb_height_m", 1.0),
        ("Accès fauteuil", "wheelchair", 1.0),
        ("كرسي متحرك", "wheelchair", 1.0),
        ("Éclairage", "lit", 1.0),
        ("toilets:wheelchair", "toilets_wheelchair", 1.0),
        ("name:ar", "name:ar", 1.0),
        ("Nom en arabe", "name:ar", 1.0),
        ("nom_fr", "name:fr", 1.0),
        ("الاسم", "name:ar", 1.0),
        ("Nom", "name", 1.0),
        ("X", "lon", 1.0),
        ("Longitude", "lon", 1.0),
        ("خط الطول", "lon", 1.0),
        ("Habitants", "residents", 1.0),
        ("osm_id", "subject", 1.0),
    ],
)
def test_headers_are_understood(header, target, factor):
    column = find_column(header)

    assert (column.target, column.factor) == (target, factor)


def test_headers_that_mean_nothing_are_told():
    columns, findings = map_columns(["width", "surveyor's shoe size"], {})

    assert [column.target for column in columns] == ["width_m"]
    assert [finding.record for finding in findings] == ["surveyor's shoe size"]


def test_of_two_columns_that_mean_the_same_the_exact_one_counts():
    columns, findings = map_columns(["Largeur", "width_m"], {})

    assert [column.header for column in columns] == ["width_m"]
    assert findings[0].code == "column-twice"


def test_what_the_surveyor_says_is_stronger_than_a_guess():
    columns, _ = map_columns(["name", "q7 (cm)"], {"q7 (cm)": "narrowest_m"})

    found = {column.target: column.factor for column in columns}
    assert found == {"narrowest_m": 0.01, "name": 1.0}


@pytest.mark.parametrize(
    "mapping", [{"nothing": "width_m"}, {"width": "beauty"}, {"width": ""}]
)
def test_a_mapping_of_what_does_not_exist_is_refused(mapping):
    with pytest.raises(InputError, match="map"):
        map_columns(["width"], mapping)


@pytest.mark.parametrize(
    ("attribute", "cell", "value"),
    [
        ("width_m", "0,85", 0.85),
        ("width_m", "0.85", 0.85),
        ("width_m", "85 cm", 0.85),
        ("width_m", 0.85, 0.85),
        ("width_m", "?", None),
        ("width_m", "inconnu", None),
        ("width_m", "غير معروف", None),
        ("incline", "−8 %", -0.08),
        ("step_count", "3", 3.0),
        ("lit", "oui", True),
        ("lit", "نعم", True),
        ("lit", "لا", False),
        ("lit", "Non", False),
        ("lit", 1.0, True),
        ("lit", False, False),
        ("wheelchair", "Partiellement", "limited"),
        ("wheelchair", "yes", "yes"),
        ("wheelchair", True, "yes"),
        ("wheelchair", "جزئي", "limited"),
        ("kerb", "abaissé", "lowered"),
        ("surface", "Pavé", "sett"),
        ("surface", "paving stones", "paving_stones"),
        ("opening_hours", "Mo-Fr 08:00-17:00", "Mo-Fr 08:00-17:00"),
    ],
)
def test_cells_are_understood(attribute, cell, value):
    assert parse_value(attribute, cell) == value


@pytest.mark.parametrize(
    ("attribute", "cell", "words"),
    [
        ("width_m", "wide", "width_m: 'wide' is not a number"),
        ("width_m", "-2", "outside 0 … 200 m"),
        ("kerb_height_m", "15", "15.0 is outside 0 … 0.6 m"),
        ("lit", "sometimes", "'sometimes' is neither yes nor no"),
        ("wheelchair", "perhaps", "'perhaps' is not one of yes"),
        ("beauty", "3", "'beauty' is not a known access attribute"),
        ("width_m", "nan", "is not a number"),
        ("opening_hours", "x" * 2001, "longer than 2000"),
    ],
)
def test_cells_that_are_wrong_are_refused_with_the_limit(attribute, cell, words):
    with pytest.raises(InputError, match=words):
        parse_value(attribute, cell)


@given(st.floats(0, 200), st.sampled_from([".", ","]))
def test_a_number_is_read_with_point_or_comma(number, separator):
    text = f"{number:.3f}"

    found = parse_value("width_m", text.replace(".", separator))

    assert found == pytest.approx(float(text))


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-05-01", date(2026, 5, 1)),
        ("1/5/2026", date(2026, 5, 1)),
        ("01.05.2026", date(2026, 5, 1)),
        (datetime(2026, 5, 1, 12), date(2026, 5, 1)),  # noqa: DTZ001
        (date(2026, 5, 1), date(2026, 5, 1)),
        ("2026-05-01 00:00:00", date(2026, 5, 1)),
        ("", None),
        (None, None),
    ],
)
def test_days_are_read(cell, day):
    assert parse_date(cell, field="date") == day


@pytest.mark.parametrize("cell", ["31/2/2026", "soon", "2026-13-01"])
def test_days_that_are_none_are_refused(cell):
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        parse_date(cell, field="date")


def test_sides_and_methods_have_words_in_three_languages():
    assert [parse_side(c) for c in ("gauche", "يمين", "")] == [
        Side.LEFT,
        Side.RIGHT,
        Side.BOTH,
    ]
    assert [parse_method(c) for c in ("mesuré", "مقاس", None)] == [
        Method.MEASURED,
        Method.MEASURED,
        Method.SURVEYED,
    ]
    for parse in (parse_side, parse_method):
        with pytest.raises(InputError, match="is not one of"):
            parse("perhaps")


def test_keys_of_openstreetmap_are_read_as_it_writes_them():
    written = ["way/12", "node/5", "relation/7", "w12", "osm:w12", "twiza:12"]

    read = [parse_subject(text) for text in written]

    assert read == ["osm:w12", "osm:n5", "osm:r7", "osm:w12", "osm:w12", "twiza:12"]


def test_every_row_of_the_table_names_an_attribute():
    assert set(column_table()["attribute"]) <= set(ATTRIBUTES)


def test_every_word_means_one_thing_where_it_is_asked():
    words = column_table()["word"]
    for group in (("yes", "no", "limited"), ("left", "right", "both")):
        for word in group:
            for spelling in words[word]:
                assert parse_word(spelling, group) == word
