"""PBF files in columns: what pyosmium reads of them, and nothing else."""

from __future__ import annotations

from pathlib import Path

import osmium
import pytest

from geo.errors import InputError
from importers.base import Progress
from importers.osm.element import RawOsm, Wanted, wanted_tags
from importers.osm.read_file import read_file
from importers.osm.read_pbf import read_pbf
from importers.osm.routable import WAYS
from importers.osm.take import take_elements
from tests.importers.osm.small import node, osm_file, relation, way

FILES = (
    "osm/moorgate.osm.pbf",
    "osm/neuss-s11.osm.pbf",
    "osm/rome-piazza-vittorio-emanuele.osm.pbf",
)
SMALL = (
    *(node(i) for i in range(1, 5)),
    node(5, highway="crossing", kerb="lowered", note="رصيف"),
    node(6, 200.0, 36.0, barrier="gate"),
    node(7, amenity="cafe"),
    node(8, shop="no"),
    way(1, [1, 2, 5], highway="residential", name="نهج"),
    way(2, [5, 3, 99], highway="residential", name="نهج"),
    way(3, [3, 4, 6], highway="path"),
    way(4, [1, 4], power="line"),
    way(5, [4, 1, 4]),
    relation(1, [("way", 5, "outer"), ("node", 4, "")], type="site", highway="path"),
    relation(2, [("way", 4, "outer")], type="route", wheelchair="yes"),
)


def as_pbf(path: Path, how: str = "pbf") -> Path:
    """Write a file again as PBF."""
    target = path.with_suffix(".osm.pbf")
    file = osmium.io.File(str(target), how)
    with osmium.SimpleWriter(file, overwrite=True) as writer:
        for element in osmium.FileProcessor(str(path)):
            writer.add(element)
    return target


def told(raw: RawOsm) -> dict[str, object]:
    """Give everything that was read, as plain values."""
    return {
        "positions": dict(raw.positions),
        "nodes": list(raw.node_tags.items()),
        "ways": {i: (way.refs, list(way.tags.items())) for i, way in raw.ways.items()},
        "relations": list(raw.relations.items()),
        "findings": raw.findings,
    }


def by_columns(path: Path, wanted: Wanted) -> dict[str, object]:
    return told(take_elements(read_pbf(path), wanted))


def by_pyosmium(path: Path, wanted: Wanted) -> dict[str, object]:
    """Read the same elements as XML, which pyosmium does."""
    target = path.parent / "again.osm"
    with osmium.SimpleWriter(str(target), overwrite=True) as writer:
        for element in osmium.FileProcessor(str(path)):
            writer.add(element)
    return told(read_file(target, Progress(), wanted))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("wanted", [WAYS, wanted_tags()], ids=["ways", "all"])
def test_the_columns_are_what_pyosmium_reads(
    test_data: Path, tmp_path: Path, name: str, wanted: Wanted
) -> None:
    path = tmp_path / "real.osm.pbf"
    path.symlink_to(test_data / name)

    assert by_columns(path, wanted) == by_pyosmium(path, wanted)


def test_clipped_ways_members_and_nodes_outside_the_world_are_the_same(
    tmp_path: Path,
) -> None:
    path = as_pbf(osm_file(tmp_path, *SMALL))

    found = by_columns(path, wanted_tags())

    assert found == by_pyosmium(path, wanted_tags())
    assert set(found["ways"]) == {1, 2, 3, 5}
    assert [finding.record for finding in found["findings"]] == [
        "relation 2",
        "node 6",
    ]


def test_a_block_without_compression_is_read(tmp_path: Path) -> None:
    packed = as_pbf(osm_file(tmp_path, *SMALL))
    expected = by_columns(packed, WAYS)

    plain = as_pbf(osm_file(tmp_path, *SMALL), "pbf,pbf_compression=none")

    assert by_columns(plain, WAYS) == expected


def test_what_is_not_read_in_columns_is_left_to_pyosmium(tmp_path: Path) -> None:
    expected = by_columns(as_pbf(osm_file(tmp_path, *SMALL)), WAYS)

    path = as_pbf(osm_file(tmp_path, *SMALL), "pbf,pbf_dense_nodes=false")

    with pytest.raises(ValueError, match="plain node"):
        read_pbf(path)
    assert told(read_file(path, Progress(), WAYS)) == expected


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_is_broken_off_is_refused(tmp_path: Path, share: float) -> None:
    path = as_pbf(osm_file(tmp_path, *SMALL))
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])

    with pytest.raises(ValueError, match="broken"):
        read_pbf(path)
    with pytest.raises(InputError, match="cannot be read as OSM"):
        read_file(path, Progress(), WAYS)
