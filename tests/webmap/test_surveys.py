"""What to survey next: list, sheet and table, and surveys that come back move it."""

import csv
import io
import json

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from data.analysis import refresh_gaps
from data.queries.source import SourceInfo
from data.queries.survey_hint import list_hints
from importers.base import run
from importers.osm import OsmImporter
from importers.survey import SurveyImporter, SurveyOptions
from tests.gap_town import OSM, load_gap_town, osm_text
from webmap.exports.table import MARK
from webmap.gaps.cli import gaps
from webmap.site import create_site

WHEELS = "manual_wheelchair"
SURVEY = SourceInfo("twiza", "Twiza", "CC BY 4.0", "Twiza")
UNKNOWN = ('<tag k="surface" v="asphalt"/>', '<tag k="width" v="3"/>')


@pytest.fixture
def town(embedded, tmp_path):
    """Load the town, where nobody knows ground and width of the lower street."""
    runtime = load_gap_town(embedded, tmp_path)
    text = osm_text()
    for tag in UNKNOWN:
        text = text.replace(tag, "", 1)
    file = tmp_path / "unknown.osm"
    file.write_text(text, encoding="utf-8")
    run(OsmImporter(), embedded, path=file, source=OSM)
    runtime.graphs.build()
    refresh_gaps(runtime)
    yield runtime
    runtime.close()


@pytest.fixture
def client(town):
    return create_site(town).test_client()


def hints(town, profile=WHEELS):
    with town.database.read() as session:
        return list_hints(session, profile)


def table(client):
    text = client.get(f"/en/surveys/table.csv?profile={WHEELS}").get_data(as_text=True)
    return list(csv.DictReader(io.StringIO(text.removeprefix(MARK))))


def test_the_street_of_unknown_width_is_what_to_look_at(town):
    found = hints(town)

    assert found
    measures = found[0].properties["details"]["measures"]
    assert ("osm:w1", "width_m") in {(m["subject"], m["attribute"]) for m in measures}
    assert found[0].properties["people"] > 0


def test_a_survey_comes_back_by_the_table_and_the_ranking_moves(town, client, tmp_path):
    rows = table(client)
    file = tmp_path / "filled.csv"
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, rows[0].keys())
        writer.writeheader()
        for row in rows:
            filled = {"surface": "asphalt", "width_m": "3"}
            value = filled.get(row["attribute"], "")
            day = "2026-11-20"
            writer.writerow(row | {"value": value, "observed_on": day})
    before = {one.key for one in hints(town)}

    report = run(
        SurveyImporter(SurveyOptions()), town.database, path=file, source=SURVEY
    )
    town.graphs.build()
    refresh_gaps(town)

    assert report.counts["values new"] >= 1
    after = hints(town)
    assert {one.key for one in after} < before or not after
    subjects = {
        measure["subject"]
        for one in after
        for measure in one.properties["details"]["measures"]
        if measure["attribute"] == "width_m"
    }
    assert "osm:w1" not in subjects


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_the_page_lists_places_with_what_to_measure_in_every_language(client, lang):
    answer = client.get(f"/{lang}/surveys?profile={WHEELS}")

    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "sheet.pdf" in html
    assert "disclosure" in html


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_sheet_is_a_tagged_pdf_of_its_own_language(client, lang):
    answer = client.get(f"/{lang}/surveys/sheet.pdf?profile={WHEELS}")

    assert answer.content_type == "application/pdf"
    catalog = PdfReader(io.BytesIO(answer.data)).trailer["/Root"]
    assert catalog["/Lang"] == lang
    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog


@pytest.mark.parametrize(
    ("address", "status"),
    [("?profile=nobody", 422), ("/sheet.pdf?key=nothing", 404)],
)
def test_what_does_not_exist_is_refused(client, address, status):
    assert client.get(f"/en/surveys{address}").status_code == status


def test_programs_and_the_terminal_get_the_same_places(town, client):
    keys = [one.key for one in hints(town)]

    listed = client.get(f"/api/v1/surveys?profile={WHEELS}").get_json()
    said = CliRunner().invoke(
        gaps, ["--survey", "--profile", WHEELS, "--json"], obj=town
    )
    spoken = CliRunner().invoke(gaps, ["--survey", "--profile", WHEELS], obj=town)

    assert [one["id"] for one in listed["features"]] == keys
    assert [one["id"] for one in json.loads(said.output)["features"]] == keys
    assert "osm:w1" in spoken.output
