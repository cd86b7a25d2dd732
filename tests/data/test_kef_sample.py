"""The sample town El Kef: what its folder holds, by itself."""

from __future__ import annotations

import filecmp
import json
import subprocess
import sys
import tomllib
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import networkx as nx
import osmium
import pandas as pd
import pytest

from data.towns import SAMPLES, load_town
from geo.attribute import ATTRIBUTES, Kind, check_value
from geo.barrier_kind import barrier_kinds
from geo.crs import distance_m
from geo.osm.number import parse_incline
from geo.place_kind import place_kinds
from geo.profile import load_profiles
from geo.rule import RULES

KEF = SAMPLES / "kef"
ROOT = SAMPLES.parent.parent
REASONS = {
    *("steps", "kerb", "width", "narrowing", "slope_up", "slope_down", "slope_across"),
    *("surface", "smoothness", "obstructed", "clearance", "access"),
}
SITUATIONS = {"island", "series", "there_not_back", "detour", "unknown_kerb"}


@cache
def osm():
    """Read the streets: positions and tags of nodes, nodes and tags of ways."""
    nodes, ways = {}, {}
    for item in osmium.FileProcessor(str(KEF / "streets.osm")):
        tags = dict(item.tags)
        if item.is_node():
            nodes[item.id] = ((item.lon, item.lat), tags)
        elif item.is_way():
            ways[item.id] = ([n.ref for n in item.nodes], tags)
    return nodes, ways


def network(ways) -> nx.Graph:
    """Cut the ways at the nodes that they share."""
    uses = Counter(ref for refs, _ in ways.values() for ref in refs)
    graph = nx.Graph()
    for key, (refs, tags) in ways.items():
        cuts = [i for i, ref in enumerate(refs) if uses[ref] > 1]
        cuts = sorted({0, len(refs) - 1, *cuts})
        for a, b in pairwise(cuts):
            graph.add_edge(refs[a], refs[b], way=key, highway=tags["highway"])
    return graph


def cases():
    return tomllib.loads((KEF / "cases.toml").read_text("utf-8"))


def nearest(lonlat):
    nodes, ways = osm()
    used = {ref for refs, _ in ways.values() for ref in refs}
    return min(used, key=lambda n: distance_m(tuple(lonlat), nodes[n][0]))


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(KEF / name, dtype=str, keep_default_na=False)


def features(name: str):
    return json.loads((KEF / name).read_text("utf-8"))["features"]


def test_the_folder_is_small_text():
    files = [path for path in KEF.rglob("*") if path.is_file()]

    assert sum(path.stat().st_size for path in files) <= 1_000_000
    for path in files:
        assert path.read_text("utf-8")


def test_there_is_enough_of_everything():
    town = load_town("kef")
    places = [len(features(f"places_{part}.geojson")) for part in ("geonames", "demo")]

    assert network(osm()[1]).number_of_edges() >= 1500
    assert sum(places) >= 150
    assert len(table("lines/stops.txt")) >= 30
    assert len(table("lines/routes.txt")) + len(table("rail/routes.txt")) >= 4
    assert len(table("barriers.csv")) >= 40
    assert len(town.loads) == len({load.source for load in town.loads})


def test_the_streets_hang_together():
    graph = network(osm()[1])

    assert nx.is_connected(graph)
    assert {graph.degree(n) for n in graph} <= set(range(1, 7))


def test_everything_lies_in_the_town():
    west, south, east, north = load_town("kef").bbox
    here = [lonlat for lonlat, _ in osm()[0].values()]
    for name in ("places_geonames", "places_demo", "quarters"):
        here += [f["geometry"]["coordinates"] for f in features(f"{name}.geojson")]
    barriers = table("barriers.csv")
    here += barriers[["lon", "lat"]].astype(float).to_numpy().tolist()

    assert all(west < lon < east and south < lat < north for lon, lat in here)


def test_every_name_is_in_arabic_and_french():
    tagged = [tags for _, tags in osm()[1].values() if "name" in tags]
    files = sorted(path.name for path in KEF.glob("*.geojson"))
    tagged += [f["properties"] for name in files for f in features(name)]
    tagged += table("barriers.csv").to_dict("records")

    assert len(tagged) > 400
    for tags in tagged:
        assert any("\u0600" <= letter <= "\u06ff" for letter in tags["name:ar"])
        assert tags["name:fr"].strip()
        assert not any("\u0600" <= letter <= "\u06ff" for letter in tags["name:fr"])


def test_every_stop_and_line_of_the_demonstration_has_an_arabic_name():
    known = table("lines/translations.txt")
    arabic = set(known.loc[known["language"] == "ar", "record_id"])

    assert set(table("lines/stops.txt")["stop_id"]) <= arabic
    assert set(table("lines/routes.txt")["route_id"]) <= arabic


def test_stop_names_differ():
    assert table("lines/stops.txt")["stop_name"].is_unique


def test_kinds_and_attributes_are_known():
    rows = [f["properties"] for f in features("places_demo.geojson")]
    rows += [f["properties"] for f in features("places_geonames.geojson")]
    barriers = table("barriers.csv")
    own = {key for row in rows for key in row} - {"id", "kind"}

    assert {row["kind"] for row in rows} <= set(place_kinds())
    assert set(barriers["kind"]) <= set(barrier_kinds())
    assert len(set(barriers["kind"])) >= 15
    assert {key for key in own if not key.startswith("name")} <= set(ATTRIBUTES)


def test_barriers_set_values_that_their_attributes_can_have():
    for row in table("barriers.csv").itertuples():
        kind = ATTRIBUTES[row.attribute].kind
        value = {"yes": True, "no": False}.get(row.value, row.value)
        if kind is Kind.NUMBER:
            value = float(row.value)

        assert check_value(row.attribute, value) == value


def test_barriers_and_residents_are_of_streets_that_exist():
    keys = {f"demonstration:w{key}" for key in osm()[1]}
    residents = table("residents.csv")

    assert set(table("barriers.csv")["way_key"]) <= keys
    assert set(residents["subject"]) == keys
    assert residents["residents"].astype(int).sum() == 47_000


def test_real_places_say_nothing_of_access():
    for feature in features("places_geonames.geojson"):
        own = {key for key in feature["properties"] if not key.startswith("name")}

        assert own == {"id", "kind"}


def test_access_is_known_of_many_streets_and_not_of_all():
    told = [
        bool(tags.keys() & {"surface", "smoothness", "width", "incline", "step_count"})
        for _, tags in osm()[1].values()
    ]

    assert 0.5 <= sum(told) / len(told) <= 0.7


def test_inclines_are_read_without_doubt():
    for _, tags in osm()[1].values():
        if "incline" in tags:
            reading = parse_incline(tags["incline"])

            assert reading.value is not None or tags["incline"] in ("up", "down")


def test_wheelchair_flags_are_mixed_and_the_trains_unknown():
    assert set(table("lines/trips.txt")["wheelchair_accessible"]) == {"0", "1", "2"}
    assert set(table("lines/stops.txt")["wheelchair_boarding"]) == {"0", "1", "2"}
    assert set(table("rail/stops.txt")["wheelchair_boarding"]) == {"0"}


def test_louages_promise_no_timetable():
    trips = table("lines/trips.txt")
    louages = trips[trips["leaves_when_full"] == "1"]
    waits = louages[["wait_low_s", "wait_high_s"]].astype(int)

    assert len(louages) >= 4
    assert (waits["wait_low_s"] < waits["wait_high_s"]).all()
    assert set(table("lines/frequencies.txt")["exact_times"]) == {"0"}


def test_heights_span_the_hill():
    heights = table("heights.csv").astype(float)

    assert len(heights) >= 280
    assert heights["height_m"].min() < 520
    assert heights["height_m"].max() > 760


def test_areas_are_valid():
    for name in ("area_town", "area_governorate", "quarters"):
        frame = gpd.read_file(KEF / f"{name}.geojson")

        assert frame.geometry.is_valid.all()
        assert frame["name:ar"].notna().all()


def test_made_up_sources_say_so():
    town = load_town("kef")
    real = {key for key, one in town.sources.items() if not one.is_demonstration}

    assert {key.partition("-")[0] for key in real} == {"geonames", "kef", "osm"}
    for key in town.sources:
        assert set(town.notices[key]) == {"ar", "fr", "en"}


def test_there_is_a_case_for_every_reason_and_every_situation():
    found = {row["expect"]["rule"] for row in cases().values()}

    assert found == REASONS
    assert set(RULES) >= REASONS
    assert set(cases()) >= SITUATIONS
    for row in cases().values():
        assert row["profile"] in load_profiles()
        assert set(row["name"]) == {"ar", "fr", "en"}


@pytest.mark.parametrize("key", sorted(set(cases()) - {"island", "detour"}))
def test_the_end_of_a_case_hangs_on_its_own_street(key):
    graph = network(osm()[1])
    row = cases()[key]
    start, end = nearest(row["from"]), nearest(row["to"])
    way = next(iter(graph.edges(end, data="way")))[2]

    own = [(a, b) for a, b, key_ in graph.edges(data="way") if key_ == way]
    graph.remove_edges_from(own)

    assert graph.degree(end) == 0 or not nx.has_path(graph, start, end)
    assert len(own) == 1


def test_only_stairs_lead_to_the_kasbah():
    graph = network(osm()[1])
    row = cases()["island"]
    start, end = nearest(row["from"]), nearest(row["to"])

    stairs = [(a, b) for a, b, kind in graph.edges(data="highway") if kind == "steps"]
    graph.remove_edges_from(stairs)

    assert len(nx.node_connected_component(graph, start)) >= 6
    assert not nx.has_path(graph, start, end)


def test_the_town_is_rebuilt_to_the_byte(test_data: Path, tmp_path: Path):
    build = [sys.executable, str(ROOT / "tools" / "build_kef.py")]
    where = ["--facts", str(test_data / "kef"), "--out", str(tmp_path)]
    subprocess.run([*build, *where], check=True, capture_output=True)
    names = [str(p.relative_to(KEF)) for p in KEF.rglob("*") if p.is_file()]

    same, changed, missing = filecmp.cmpfiles(KEF, tmp_path, names, shallow=False)

    assert not changed
    assert not missing
    assert len(same) == len(names)


def test_the_trains_are_those_of_the_real_feed(test_data: Path):
    assert len(table("rail/stops.txt")) == 28
    assert len(table("rail/trips.txt")) == 10
    assert (test_data / "kef" / "sncft_kef_2021_2022_gtfs.zip").is_file()
