"""The walking network as a file."""

import geopandas as gpd
import networkx as nx
import pytest
from click.testing import CliRunner
from PIL import Image

from data.runtime import Runtime
from data.settings import Settings
from geo.errors import InputError, MissingError, StorageError
from importers.osm.cli import network as network_command
from importers.osm.export import export_network
from tests.importers.osm.small import bring_in, node, osm_file, way

STREETS = (
    *(node(i) for i in range(1, 5)),
    way(1, [1, 2, 3], highway="footway", name="نهج السوق", surface="sett"),
    way(2, [2, 4], highway="steps", conveying="forward"),
)


@pytest.fixture
def network(embedded, tmp_path):
    bring_in(embedded, osm_file(tmp_path, *STREETS))
    with embedded.read() as session:
        yield lambda name: export_network(session, tmp_path / name)


def test_a_geopackage_has_nodes_and_edges_with_names_and_attributes(network, tmp_path):
    network("network.gpkg")
    network("network.gpkg")
    edges = gpd.read_file(tmp_path / "network.gpkg", layer="edges")
    nodes = gpd.read_file(tmp_path / "network.gpkg", layer="nodes")
    assert (len(edges), len(nodes)) == (3, 4)
    assert edges.crs.to_epsg() == 4326
    assert set(edges["name"]) == {"نهج السوق", ""}
    assert set(edges["surface"]) == {"sett", ""}
    assert edges["length"].min() > 80


def test_graphml_is_directed_both_ways_but_where_one_may_not(network, tmp_path):
    network("network.graphml")
    graph = nx.read_graphml(tmp_path / "network.graphml")
    assert graph.number_of_edges() == 5
    assert graph.has_edge("osm:n2", "osm:n4")
    assert not graph.has_edge("osm:n4", "osm:n2")
    assert "OpenStreetMap" in graph.graph["attribution"]


@pytest.mark.parametrize("name", ["network.png", "network.svg"])
def test_a_picture_is_drawn(network, tmp_path, name):
    network(name)
    content = (tmp_path / name).read_bytes()
    assert len(content) > 2000
    if name.endswith("png"):
        with Image.open(tmp_path / name) as picture:
            assert picture.width > 1000


def test_another_suffix_is_refused_with_the_list(network):
    with pytest.raises(InputError, match=r"\.gpkg, \.graphml, \.png, \.svg"):
        network("network.shp")


def test_an_empty_network_says_so(embedded, tmp_path):
    with embedded.read() as session, pytest.raises(MissingError, match="no walking"):
        export_network(session, tmp_path / "network.gpkg")


def test_the_command_writes_and_tells(embedded, tmp_path):
    bring_in(embedded, osm_file(tmp_path, *STREETS))
    runtime = Runtime(Settings(database_url=embedded.url, data_dir=tmp_path))
    out = tmp_path / "network.graphml"
    result = CliRunner().invoke(network_command, ["--out", str(out)], obj=runtime)
    runtime.close()
    assert result.exit_code == 0, result.output
    assert "4 nodes, 3 edges" in result.output
    assert out.exists()


def test_a_folder_that_is_not_there_is_not_made(network, tmp_path):
    with pytest.raises(InputError, match="does not exist"):
        network("nowhere/streets.gpkg")

    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("suffix", ["graphml", "png", "svg"])
def test_a_disk_that_is_full_is_told(network, tmp_path, suffix):
    (tmp_path / f"streets.{suffix}").symlink_to("/dev/full")

    with pytest.raises(StorageError, match=f"streets.{suffix} cannot be written"):
        network(f"streets.{suffix}")
