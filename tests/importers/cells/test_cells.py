"""Headers, numbers and ground of tables of counts, as people write them."""

import h3
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.people.group import people_groups
from importers.cells.ground import is_h3, parse_h3, square_around
from importers.cells.header import common_headers, map_headers, year_of
from importers.cells.number import parse_count
from importers.cells.options import CellOptions, parse_columns

KNOWN = {
    **common_headers(),
    **{group.id: group.headers for group in people_groups().values()},
}


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("Population", "people"),
        ("pop_2014", "people"),
        ("عدد السكان", "people"),
        ("Nombre de logements", "dwellings"),
        ("H3_index", "h3"),
        ("name_ar", "name:ar"),
        ("Femmes", "female"),
        ("65+", "age_65_plus"),
        ("65 ans et plus", "age_65_plus"),
        ("إعاقة حركية", "disability_walking"),
    ],
)
def test_headers_are_understood_in_three_languages(header, meaning):
    columns, findings = map_headers([header], {}, KNOWN)

    assert columns == {meaning: header}
    assert findings == []


def test_of_two_years_the_newest_column_counts_and_the_other_is_told():
    columns, findings = map_headers(["pop_2004", "pop_2014"], {}, KNOWN)

    assert columns == {"people": "pop_2014"}
    assert [one.code for one in findings] == ["column-twice"]
    assert year_of("pop_2014") == 2014


def test_what_somebody_says_of_a_column_is_stronger_than_its_header():
    columns, findings = map_headers(["population", "c7"], {"population": "c7"}, KNOWN)

    assert columns == {"people": "c7"}
    assert [one.record for one in findings] == ["population"]


@pytest.mark.parametrize("said", [{"people": "gone"}, {"cheese": "c7"}])
def test_a_column_or_meaning_that_is_not_there_is_refused(said):
    with pytest.raises(InputError, match="column"):
        map_headers(["c7"], said, KNOWN)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("54690", 54690),
        ("54 690", 54690),
        ("54\u00a0690", 54690),
        ("54\u202f690,5", 54690.5),
        ("12.25", 12.25),
        ("٣٤", 34),
        (7, 7),
        ("", None),
        ("..", None),
        ("n.d.", None),
        (None, None),
        (float("nan"), None),
    ],
)
def test_numbers_are_read_as_offices_write_them(cell, number):
    assert parse_count(cell, field="pop") == number


@pytest.mark.parametrize(
    "cell", ["-3", -3.0, "1,234", "1.234.567", "many", "inf", True, 1e12]
)
def test_what_is_no_count_is_refused_with_its_column(cell):
    with pytest.raises(InputError, match="pop"):
        parse_count(cell, field="pop")


@given(st.integers(0, 10**9))
def test_whole_numbers_are_read_whole(number):
    assert parse_count(f"{number:,}".replace(",", " "), field="pop") == number


@given(st.floats(-179, 179), st.floats(-80, 80), st.integers(3, 12))
def test_a_hexagon_is_around_its_middle(lon, lat, resolution):
    index = h3.latlng_to_cell(lat, lon, resolution)
    middle = h3.cell_to_latlng(index)[::-1]

    assert is_h3(index)
    shape = parse_h3(index)
    if shape.bounds[2] - shape.bounds[0] < 180:
        assert shape.contains(shapely.Point(middle))


def test_no_hexagon_is_refused():
    with pytest.raises(InputError, match="H3"):
        parse_h3("89a901291abfff0")


def test_a_square_has_the_size_that_was_asked_for():
    shape = square_around(shapely.Point(9.0, 36.0), 100)

    width = (shape.bounds[2] - shape.bounds[0]) * 111_320 * 0.809
    assert width == pytest.approx(100, rel=0.01)


@pytest.mark.parametrize(
    "wrong", [{"year": 20240}, {"square_m": -5.0}, {"columns": 3}, {"cheese": 1}]
)
def test_wrong_options_are_refused(wrong):
    with pytest.raises(InputError):
        CellOptions.from_mapping(wrong)


def test_a_pair_without_a_sign_is_refused():
    assert parse_columns(("population=POP",)) == {"population": "POP"}
    with pytest.raises(InputError, match="meaning=column"):
        parse_columns(("population",))
