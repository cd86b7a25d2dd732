"""Surveys from the command line, as a person types them."""

import json

import pytest

from tests.importers.survey.small import write_csv
from tests.kef import wusul

TEXT = "id,kind,lon,lat,q7 (cm)\n1,cafe,8.7,36.1,85\n2,cafe,8.7,36.1,wide\n"
MAPPED = ("--as", "places", "--map", "q7 (cm)=width_m", "--json")


@pytest.fixture
def survey(tmp_path):
    """Prepare an empty database; give a function that imports the survey."""
    assert wusul(tmp_path, "init", "--town", "none").returncode == 0
    path = str(write_csv(tmp_path, TEXT))
    return lambda *options: wusul(tmp_path, "import", "survey", path, *options)


def test_a_survey_is_looked_at_and_then_brought_in(survey):
    looked, done = survey(*MAPPED, "--dry-run"), survey(*MAPPED)

    (change,) = json.loads(looked.stdout)["changes"]
    assert (change["subject"], change["new"]) == ("survey:1", 0.85)
    assert json.loads(done.stdout)["counts"] == {
        "rows": 1,
        "places": 1,
        "places new": 1,
        "values new": 1,
    }


def test_a_strict_survey_with_a_wrong_row_ends_with_code_2(survey):
    done = survey(*MAPPED, "--strict")

    assert done.returncode == 2
    words = "survey.csv: 1 rows are wrong; first row 3: width_m: 'wide' is not a number"
    assert words in done.stderr
    assert json.loads(survey(*MAPPED).stdout)["counts"]["places new"] == 1
