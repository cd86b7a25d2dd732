import csv
import io
import json
import re
from html import unescape

import geopandas
import pytest
from click.testing import CliRunner

from data.schema import has_schema
from geo.errors import InputError, SourceError
from tests.gap_town import HOSTILE, analyse_gap_town, load_gap_town
from webmap.exports.cli import afford, plan
from webmap.exports.table import MARK, write_csv
from webmap.gaps.cli import gaps
from webmap.site import create_site

LANGUAGES = ("ar", "fr", "en")
DIRECTIONS = {"ar": "rtl", "fr": "ltr", "en": "ltr"}


@pytest.fixture
def town(embedded, tmp_path):
    runtime, _ = analyse_gap_town(embedded, tmp_path)
    yield runtime
    runtime.close()


@pytest.fixture
def client(town):
    return create_site(town).test_client()


def words(response):
    bare = re.sub(r"<[^>]+>", " ", response.get_data(as_text=True))
    return re.sub(r"\s+", " ", unescape(bare))


def rows(response):
    text = response.get_data(as_text=True).removeprefix(MARK)
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("page", ["gaps", "works"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pages_answer_in_every_language_and_direction(client, page, lang):
    response = client.get(f"/{lang}/{page}")

    html = response.get_data(as_text=True)
    assert response.status_code == 200
    assert re.search(rf'<html lang="{lang}" dir="{DIRECTIONS[lang]}"', html)
    assert 'src="http' not in html


def test_the_page_says_what_is_cut_off_for_whom_and_why(client):
    said = words(client.get("/en/gaps?kind=island&profile=manual_wheelchair"))

    assert "1 gap" in said
    assert "Cut off: \u2068Upper street\u2069" in said
    assert "40 people live there" in said
    assert "What is in the way" in said
    assert "OpenStreetMap" in said


def test_the_works_page_says_what_a_repair_opens_and_that_it_is_no_plan(client):
    said = words(client.get("/en/works?profile=manual_wheelchair"))

    assert "Opens a way to a service, there and back, for 140 people" in said
    assert "Health: 40" in said
    assert "cost not known" in said
    assert "not a plan for a budget" in said


@pytest.mark.parametrize("page", ["gaps", "works"])
def test_a_name_that_is_a_script_is_text_on_every_page(client, page):
    html = client.get(f"/en/{page}").get_data(as_text=True)

    assert HOSTILE not in html


@pytest.mark.parametrize(
    "address",
    ["gaps?kind=abyss", "gaps?profile=nobody", "works?profile=no", "gaps?cursor=xx"],
)
def test_a_filter_that_does_not_exist_is_refused(client, address):
    assert client.get(f"/en/{address}").status_code == 422


@pytest.mark.parametrize("page", ["gaps", "works"])
def test_a_town_that_was_not_analysed_says_so(embedded, tmp_path, page):
    runtime = load_gap_town(embedded, tmp_path)

    said = words(create_site(runtime).test_client().get(f"/en/{page}"))

    assert "has not been analysed yet" in said


def test_the_table_holds_every_gap_with_its_cause(client):
    found = rows(client.get("/fr/gaps.csv?profile=manual_wheelchair"))

    kinds = {row["kind"] for row in found}
    island = next(row for row in found if row["kind"] == "island")
    assert kinds == {"island", "service", "stop"}
    assert float(island["residents"]) == 40
    assert "osm:w2" in island["in_the_way"]
    assert float(island["lon"]) == pytest.approx(8.7035, abs=0.001)


def test_the_table_of_works_holds_rank_and_cost(client):
    (work,) = rows(client.get("/en/works.csv?profile=manual_wheelchair"))

    assert (work["rank"], work["cost"], work["opens"]) == ("1", "", "140")


def test_the_map_data_is_geojson_with_sources_and_notice(client):
    response = client.get("/en/gaps.geojson")

    found = json.loads(response.data)
    assert response.content_type == "application/geo+json"
    assert found["type"] == "FeatureCollection"
    assert {one["geometry"]["type"] for one in found["features"]} == {
        "MultiLineString",
        "Point",
    }
    assert {one["key"] for one in found["sources"]} == {"osm", "count"}
    assert found["is_demonstration"] is False


@pytest.mark.parametrize("form", ["csv", "geojson", "html"])
def test_a_file_is_sent_to_be_kept(client, form):
    response = client.get(f"/ar/gaps.{form}")

    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    assert response.headers["Content-Disposition"].endswith(f'.{form}"')


def test_another_form_does_not_exist(client):
    assert client.get("/en/gaps.exe").status_code == 404


def test_the_map_file_speaks_arabic_and_escapes_names(client):
    html = client.get("/ar/works.html").get_data(as_text=True)

    assert '<html lang="ar" dir="rtl">' in html
    assert HOSTILE not in html


def run(command, town, *arguments):
    return CliRunner().invoke(command, arguments, obj=town)


def test_the_terminal_lists_gaps_with_their_reasons(town):
    found = run(gaps, town, "--profile", "manual_wheelchair", "--kind", "stop")

    assert found.exit_code == 0
    assert "No usable way there and back: \u2068Upper stop\u2069" in found.output
    assert "There are steps" in found.output


def test_the_terminal_gives_gaps_as_one_json_document(town):
    found = run(gaps, town, "--kind", "island", "--json")

    assert len(json.loads(found.output)["features"]) >= 1


def test_the_terminal_speaks_french(town):
    found = run(plan, town, "--lang", "fr")

    assert "140 personnes" in found.output


@pytest.mark.parametrize("form", ["geojson", "csv", "html", "gpkg", "parquet"])
def test_the_terminal_writes_files(town, tmp_path, form):
    out = tmp_path / f"gaps.{form}"

    found = run(gaps, town, "--out", str(out))

    assert found.exit_code == 0
    assert out.stat().st_size > 500


@pytest.mark.parametrize(
    ("name", "message"),
    [("gaps.shp", "does not end in one of"), ("no/gaps.csv", "does not exist")],
)
def test_a_file_that_cannot_be_written_is_refused_in_words(
    town, tmp_path, name, message
):
    found = run(gaps, town, "--out", str(tmp_path / name))

    assert isinstance(found.exception, InputError)
    assert message in str(found.exception)


def test_a_write_that_fails_says_why(town):
    found = run(gaps, town, "--out", "/proc/gaps.csv")

    assert isinstance(found.exception, SourceError)


@pytest.mark.parametrize("budget", ["0", "-5", "nan"])
def test_a_budget_must_be_a_sum(town, budget):
    found = run(plan, town, "--budget", budget)

    assert isinstance(found.exception, InputError)
    assert found.exception.field == "budget"


def test_a_budget_is_spent_in_order_and_said_not_to_be_the_best_plan(town):
    found = run(plan, town, "--budget", "1000")

    assert "This is not the best plan for this sum" in found.output
    assert has_schema(town.database)


class Row:
    def __init__(self, cost, alone=True):
        self.properties = {"cost": cost, "details": {"alone": alone}}


def test_a_budget_skips_what_is_too_dear_unknown_or_opens_nothing():
    dear, cheap, unknown, idle = Row(900.0), Row(80.0), Row(None), Row(5.0, alone=False)

    assert afford([dear, unknown, idle, cheap], 100) == [cheap]


def test_a_cell_that_looks_like_a_formula_is_text():
    text = write_csv(["name"], [["=1+1"], ["@sum"], ["-x"], [-2.5]]).decode()

    assert "'=1+1" in text
    assert "'@sum" in text
    assert "'-x" in text
    assert "\n-2.5" in text


def test_arabic_opens_in_a_spreadsheet_and_unknown_is_empty():
    text = write_csv(["اسم", "يقين"], [["الكاف", None], ["باجة", True]]).decode()

    assert text.startswith(MARK)
    assert "الكاف,\r\n" in text
    assert "باجة,yes" in text


@pytest.mark.parametrize(
    ("form", "read"),
    [("gpkg", geopandas.read_file), ("parquet", geopandas.read_parquet)],
)
@pytest.mark.parametrize("layer", ["gaps", "works"])
def test_other_map_programs_read_the_same_rows(client, tmp_path, layer, form, read):
    table = rows(client.get(f"/en/{layer}.csv"))
    file = tmp_path / f"{layer}.{form}"

    file.write_bytes(client.get(f"/en/{layer}.{form}").data)

    frame = read(file)

    assert frame.crs == "EPSG:4326"
    assert not frame.geometry.isna().any()
    assert list(frame.columns) == [*table[0], "geometry"]
    assert len(frame) == len(table)
    assert [str(one) for one in frame["profile"]] == [row["profile"] for row in table]
    point = frame.geometry.representative_point()
    assert list(point.x.round(6)) == [float(row["lon"]) for row in table]


def test_the_first_screen_tells_people_by_service_and_by_quarter(client):
    said = words(client.get("/en/gaps?profile=manual_wheelchair"))

    assert "What is out of reach: Wheelchair, by hand" in said
    assert re.search(r"Health 40 0 29%", said)
    assert "Upper town" in said
    assert said.index("By service") < said.index("The gravest gaps")


def test_a_gap_has_a_page_with_its_causes_its_history_and_two_days(client):
    listed = client.get("/api/v1/gaps?kind=island&profile=manual_wheelchair")
    (island,) = listed.get_json()["features"]

    said = words(client.get(f"/en/gaps/{island['id']}"))
    then = words(client.get(f"/en/gaps/{island['id']}?from=2000-01-01&to=2100-01-01"))

    assert "40 people concerned" in said
    assert "Seen for the first time" in said
    assert "There are steps" in said
    assert "Not seen yet" in then
    assert then.count("1 January 2100") == 1


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("gaps/island:nothing", 404),
        ("gaps?status=gone", 422),
        ("gaps?look=fine", 422),
        ("gaps?cursor=-1", 422),
    ],
)
def test_what_no_gap_can_be_is_refused(client, address, status):
    assert client.get(f"/en/{address}").status_code == status


def test_programs_ask_for_gaps_by_every_filter_of_the_page(client):
    asked = "profile=manual_wheelchair&service=health&district=count:upper&status=open"

    (gap,) = client.get(f"/api/v1/gaps?{asked}").get_json()["features"]

    told = gap["properties"]
    assert (told["people_low"], told["people_high"], told["decided"]) == (40, 40, 1.0)
    assert told["services"] == ["health"]
    assert told["first_seen"] == told["last_seen"]


def test_the_terminal_analyses_anew_and_tells_the_history_of_a_gap(town):
    refreshed = run(gaps, town, "--refresh", "--kind", "island", "--look", "bad")
    key = refreshed.output.strip().splitlines()[-1].strip()
    history = run(gaps, town, "--history", key)

    assert refreshed.exit_code == history.exit_code == 0
    assert "nothing has changed" in refreshed.output
    assert "Seen for the first time" in history.output
