from data.queries.entrance import list_entrances
from tests.importers.survey.small import DEMO, bring_in, write_csv

DOORS = """id,lieu,kind,lon,lat,name:fr,door_width_m,step_count
d1,p1,main,8.7010,36.1810,Entrée,1.2,3
d2,demo:p1,yes,8.7011,36.1810,,,0
d3,way/7,yes,8.7012,36.1810,,,
d4,,yes,8.7013,36.1810,,,
d5,p1,hatch,8.7014,36.1810,,,
"""


def test_surveyed_doors_belong_to_the_place_that_the_row_names(database, tmp_path):
    path = write_csv(tmp_path, DOORS)

    report = bring_in(database, path, DEMO, **{"as": "entrances"})

    with database.read() as session:
        doors = list_entrances(session, "demo:p1")
        elsewhere = list_entrances(session, "osm:w7")
    assert [door.key for door in doors] == ["demo:d1", "demo:d2"]
    assert doors[0].values == {"door_width_m": 1.2, "step_count": 3.0}
    assert doors[0].names["fr"] == "Entrée"
    assert [door.key for door in elsewhere] == ["demo:d3"]
    said = {f.code: f.message for f in report.findings}
    assert "place: is empty" in said["row-rejected"] or "hatch" in said["row-rejected"]
    assert "no place" in said["entrance-of-nothing"]
    assert [f.code for f in report.findings].count("row-rejected") == 2
