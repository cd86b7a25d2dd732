"""Heights of rasters and spots arrive at the nodes, with their error."""

import zipfile

import numpy as np
import pytest
import rasterio
from rasterio.transform import Affine
from sqlalchemy import select

from data.models import Node, Revision, Source
from data.queries.source import SourceInfo
from geo.crs import WGS84, project, utm_code
from geo.errors import CrsError, InputError
from importers.base import run
from importers.elevation import ElevationImporter
from tests.importers.streets import SOUTH, STEP, WEST, add_streets

DEM = SourceInfo("dem", "A model", "open", "its maker")
BOUNDS = (8.69, 36.17, 8.72, 36.20)
UTM = utm_code(WEST, SOUTH)


def write_tif(path, heights, *, bounds=BOUNDS, crs=WGS84, nodata=-32768):
    rows, columns = heights.shape
    west, south, east, north = bounds
    wide, high = (east - west) / columns, (north - south) / rows
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=columns,
        height=rows,
        count=1,
        dtype=heights.dtype,
        crs=crs,
        transform=Affine(wide, 0, west, 0, -high, north),
        nodata=nodata,
    ) as raster:
        raster.write(heights, 1)
    return path


def plane(bounds=BOUNDS, size=300, east=10_000.0, north=-5_000.0, dtype="float64"):
    """Make a plane: metres for each degree east and north of the first node."""
    west, south, right, top = bounds
    lon = west + (np.arange(size) + 0.5) * (right - west) / size
    lat = top - (np.arange(size) + 0.5) * (top - south) / size
    return (600 + (lon - WEST) * east + (lat - SOUTH)[:, None] * north).astype(dtype)


def bring_in(database, path, source=DEM, **options):
    return run(ElevationImporter(**options), database, path=path, source=source)


def heights_of(database):
    with database.read() as session:
        rows = session.execute(
            select(Node.key, Node.height_m, Node.height_sigma_m).order_by(Node.key)
        )
        return {row.key: (row.height_m, row.height_sigma_m) for row in rows}


def revision(database):
    with database.read() as session:
        return session.scalar(select(Revision.network))


def found(report, code):
    return [f.message for f in report.findings if f.code == code]


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_o48_heights_of_a_plane_are_those_of_the_plane(database, tmp_path):
    add_streets(database)
    report = bring_in(database, write_tif(tmp_path / "dem.tif", plane()))

    heights = heights_of(database)

    assert report.counts == {"nodes": 9, "heights": 9, "heights changed": 9}
    for step in range(1, 5):
        expected = 600 + step * STEP * 10_000
        assert heights[f"osm:n1{step}"][0] == pytest.approx(expected, abs=1e-6)
    assert heights["osm:n24"][0] == pytest.approx(600 - 4 * STEP * 5_000, abs=1e-6)
    assert {sigma for _, sigma in heights.values()} == {4.0}


def test_a_model_in_metres_gives_the_same_heights(embedded, tmp_path):
    add_streets(embedded)
    corners = np.array([BOUNDS[:2], BOUNDS[2:]])
    (west, south), (east, north) = project(corners, WGS84, UTM)
    size = 400
    x, y = np.meshgrid(np.linspace(west, east, size), np.linspace(north, south, size))
    lonlat = project(np.column_stack([x.ravel(), y.ravel()]), UTM, WGS84)
    heights = (600 + (lonlat[:, 0] - WEST) * 10_000).reshape(size, size)
    half = (east - west) / (size - 1) / 2, (north - south) / (size - 1) / 2
    bounds = (west - half[0], south - half[1], east + half[0], north + half[1])
    path = write_tif(tmp_path / "utm.tif", heights, bounds=bounds, crs=UTM)
    bring_in(embedded, path)

    found_heights = heights_of(embedded)

    expected = 600 + 4 * STEP * 10_000
    assert found_heights["osm:n14"][0] == pytest.approx(expected, abs=0.01)


def test_a_hole_leaves_nodes_unknown_and_says_how_many(database, tmp_path):
    add_streets(database)
    heights = plane(dtype="int16")
    heights[:, 130:] = -32768

    report = bring_in(database, write_tif(tmp_path / "dem.tif", heights))

    (words,) = found(report, "heights-unknown")
    known = [height for height, _ in heights_of(database).values() if height]
    assert f"{9 - len(known)} of 9 nodes" in words
    assert 0 < len(known) < 9


def test_nodes_outside_the_raster_stay_unknown(embedded, tmp_path):
    add_streets(embedded)
    bounds = (8.69, 36.17, WEST + 2.5 * STEP, 36.20)

    bring_in(embedded, write_tif(tmp_path / "dem.tif", plane(bounds), bounds=bounds))

    heights = heights_of(embedded)
    assert heights["osm:n12"][0] is not None
    assert heights["osm:n13"] == (None, None)


def test_the_error_can_be_told(embedded, tmp_path):
    add_streets(embedded)

    bring_in(embedded, write_tif(tmp_path / "dem.tif", plane()), sigma_m=0.5)

    assert {sigma for _, sigma in heights_of(embedded).values()} == {0.5}


@pytest.mark.parametrize("sigma", [0.0, -1.0, float("nan"), float("inf")])
def test_an_error_that_is_none_is_refused(sigma):
    with pytest.raises(InputError, match="sigma"):
        ElevationImporter(sigma_m=sigma)


def test_importing_twice_changes_nothing(database, tmp_path):
    add_streets(database)
    path = write_tif(tmp_path / "dem.tif", plane())
    bring_in(database, path)
    before, counted = heights_of(database), revision(database)

    report = bring_in(database, path)

    assert heights_of(database) == before
    assert report.counts["heights changed"] == 0
    assert revision(database) == counted


def test_the_newest_model_wins_and_says_so(database, tmp_path):
    add_streets(database)
    bring_in(database, write_tif(tmp_path / "dem.tif", plane()))
    other = SourceInfo("lidar", "A better model", "", "")
    better = write_tif(tmp_path / "better.tif", plane() + 3)

    report = bring_in(database, better, other, sigma_m=0.2)

    (finding,) = [f for f in report.findings if f.code == "heights-replaced"]
    assert finding.record == "dem"
    assert "9 heights" in finding.message
    assert heights_of(database)["osm:n0"] == (pytest.approx(603), 0.2)


def test_where_a_new_model_knows_nothing_the_old_heights_stay(embedded, tmp_path):
    add_streets(embedded)
    bring_in(embedded, write_tif(tmp_path / "dem.tif", plane()))
    bounds = (8.69, 36.17, WEST + 2.5 * STEP, 36.20)
    small = write_tif(tmp_path / "small.tif", plane(bounds) + 3, bounds=bounds)

    bring_in(embedded, small, SourceInfo("lidar", "", "", ""))

    heights = heights_of(embedded)
    assert heights["osm:n11"][0] == pytest.approx(600 + STEP * 10_000 + 3)
    assert heights["osm:n14"][0] == pytest.approx(600 + 4 * STEP * 10_000)


def test_what_a_model_no_longer_knows_goes(embedded, tmp_path):
    add_streets(embedded)
    bring_in(embedded, write_tif(tmp_path / "dem.tif", plane()))
    heights = plane()
    heights[:, 130:] = -32768

    report = bring_in(embedded, write_tif(tmp_path / "dem2.tif", heights))

    assert heights_of(embedded)["osm:n14"] == (None, None)
    assert len(found(report, "heights-withdrawn")) == 1


SPOTS = (
    "lon,lat,height_m\n8.69,36.17,500\n8.72,36.17,560\n8.69,36.20,620\n8.72,36.2,680\n"
)


def test_spot_heights_are_interpolated(database, tmp_path):
    add_streets(database)
    path = tmp_path / "heights.csv"
    path.write_text(SPOTS)
    bring_in(database, path)

    heights = heights_of(database)

    expected = 500 + 60 * (WEST - 8.69) / 0.03 + 120 * (SOUTH - 36.17) / 0.03
    assert heights["osm:n0"] == (pytest.approx(expected, abs=0.1), 10.0)


def test_spot_heights_that_are_wrong_are_told_by_row(embedded, tmp_path):
    add_streets(embedded)
    wrong = "36.18,8.7,ten\n8.7,96.18,600\n8.70,36.18,12000\n36.18,108.70,600\n,,\n"
    path = tmp_path / "heights.csv"
    path.write_text(SPOTS + wrong)

    report = bring_in(embedded, path)

    told = [f.record for f in report.findings if f.severity == "error"]
    assert told == ["row 6", "row 7", "row 8", "row 9", "row 10"]
    assert "outside -450 … 8900" in found(report, "row-rejected")[2]
    assert "are they swapped?" in found(report, "row-rejected")[3]


def test_a_tile_of_monaco_is_read_from_its_zip(embedded, test_data, tmp_path):
    with embedded.write() as session:
        source = Source(key="osm", name="", licence="", attribution="")
        session.add(source)
        session.flush()
        for number, (lon, lat) in enumerate([(7.4196, 43.7311), (7.4139, 43.7409)]):
            geom = f"SRID={WGS84};POINT({lon} {lat})"
            session.add(Node(key=f"osm:n{number}", source_id=source.id, geom=geom))

    bring_in(embedded, test_data / "monaco/N43E007.hgt.zip")

    heights = heights_of(embedded)
    assert 0 < heights["osm:n0"][0] < 70
    assert 80 < heights["osm:n1"][0] < 250


def test_a_bare_tile_gives_what_its_zip_gives(embedded, test_data, tmp_path):
    packed = test_data / "monaco/N43E007.hgt.zip"
    with zipfile.ZipFile(packed) as held:
        name = next(n for n in held.namelist() if n.endswith(".hgt"))
        (tmp_path / "N43E007.hgt").write_bytes(held.read(name))
    points = np.array([[7.4196, 43.7311], [7.4139, 43.7409], [7.9, 43.2]])
    importer = ElevationImporter()

    read = [
        importer.parse(path, DEM, None).frames.heights(points)[0]
        for path in (packed, tmp_path / "N43E007.hgt")
    ]

    assert np.array_equal(*read, equal_nan=True)


def test_porto_alegre_heights_lie_in_its_range(embedded, test_data):
    path = test_data / "porto-alegre/poa_elevation.tif"
    with rasterio.open(path) as raster:
        west, south, east, north = raster.bounds
        low, high = raster.read(1).min(), raster.read(1).max()
    lon, lat = np.meshgrid(np.linspace(west, east, 90), np.linspace(south, north, 90))
    points = np.column_stack([lon.ravel(), lat.ravel()])

    heights, _ = ElevationImporter().parse(path, DEM, None).frames.heights(points)

    assert np.nanmin(heights) >= low
    assert np.nanmax(heights) <= high
    assert np.isfinite(heights).mean() > 0.9


def refuse(database, path, error=InputError):
    add_streets(database)
    before = heights_of(database)
    with pytest.raises(error) as refusal:
        bring_in(database, path)
    assert heights_of(database) == before
    assert str(refusal.value).startswith(path.name) or "FILE" in str(refusal.value)
    return str(refusal.value)


def test_a_model_of_elsewhere_is_refused_with_where_the_network_is(database, tmp_path):
    bounds = (10.0, 36.0, 11.0, 37.0)
    path = write_tif(tmp_path / "tunis.tif", plane(bounds), bounds=bounds)

    assert "8.700, 36.180 … 8.704, 36.184" in refuse(database, path)


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_a_raster_without_reference_system_is_refused(embedded, tmp_path):
    path = write_tif(tmp_path / "dem.tif", plane(), crs=None)

    assert "has no reference system" in refuse(embedded, path, CrsError)


@pytest.mark.parametrize("name", ["dem.tif", "N36E008.hgt"])
def test_a_file_that_is_no_raster_is_refused(embedded, tmp_path, name):
    (tmp_path / name).write_bytes(b"not a raster at all" * 99)

    assert "is not a readable elevation model" in refuse(embedded, tmp_path / name)


def test_a_truncated_raster_is_refused(database, tmp_path):
    path = write_tif(tmp_path / "dem.tif", plane())
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])

    assert "dem.tif" in refuse(database, path)


def test_another_kind_of_file_is_refused(embedded, tmp_path):
    (tmp_path / "dem.png").write_bytes(b"x")

    assert ".tif .tiff .hgt .zip .csv" in refuse(embedded, tmp_path / "dem.png")


def test_a_zip_of_two_tiles_is_refused(embedded, tmp_path):
    path = tmp_path / "tiles.zip"
    with zipfile.ZipFile(path, "w") as held:
        held.writestr("N36E008.hgt", b"1")
        held.writestr("N36E009.hgt", b"2")

    assert "holds 2 elevation tiles" in refuse(embedded, path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("lon,lat\n8,36\n", "has no column 'height_m'"),
        ("lon,lat,height_m\n", "holds no spot heights"),
        ("lon,lat,height_m\nx,y,z\n", "holds no spot heights"),
    ],
)
def test_spot_heights_without_heights_are_refused(embedded, tmp_path, text, words):
    (tmp_path / "spots.csv").write_text(text)

    assert words in refuse(embedded, tmp_path / "spots.csv")


def test_heights_without_a_network_are_refused(embedded, tmp_path):
    (tmp_path / "heights.csv").write_text(SPOTS)

    with pytest.raises(InputError, match="import streets first"):
        bring_in(embedded, tmp_path / "heights.csv")
