"""The hierarchy beside its network: the same arrays, whole or not at all."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from data.hierarchy_file import (
    find_folder,
    read_hierarchy,
    ready_hierarchy,
    write_hierarchy,
)
from geo.engine.hierarchy import Hierarchy, build_hierarchy
from geo.engine.order import find_order
from geo.errors import DataError, SourceError
from geo.network import Network
from tests.town import Street, draw, street


def town(*more: Street) -> Network:
    lane, path = street("lane", "n1", "n2"), street("path", "n2", "m2")
    return draw([lane, path, *more])


def build(network: Network) -> Hierarchy:
    order = find_order(network.tail, network.head, network.node_lonlat)
    return build_hierarchy(network.tail, network.head, order)


def same(one: Hierarchy, other: Hierarchy) -> bool:
    names = [field.name for field in fields(Hierarchy)]
    return all(np.array_equal(getattr(one, n), getattr(other, n)) for n in names)


def test_what_is_read_is_what_was_written(tmp_path: Path) -> None:
    hierarchy = build(town())

    write_hierarchy(hierarchy, tmp_path / "own")

    found = read_hierarchy(tmp_path / "own")
    assert same(found, hierarchy)
    assert found.above.dtype == hierarchy.above.dtype
    assert found.start.dtype == hierarchy.start.dtype


def test_the_same_streets_find_their_hierarchy_ready(tmp_path: Path) -> None:
    first = ready_hierarchy(town(), tmp_path)
    written = (find_folder(town(), tmp_path) / "rank.npy").stat().st_mtime_ns

    again = ready_hierarchy(town(), tmp_path)

    assert same(first, again)
    now = (find_folder(town(), tmp_path) / "rank.npy").stat().st_mtime_ns
    assert now == written


def test_a_new_street_makes_a_new_hierarchy_and_the_old_one_goes(
    tmp_path: Path,
) -> None:
    ready_hierarchy(town(), tmp_path)
    wider = town(street("cut", "n1", "m2"))

    found = ready_hierarchy(wider, tmp_path)

    assert same(found, build(wider))
    assert [each.name for each in tmp_path.iterdir()] == [
        find_folder(wider, tmp_path).name
    ]


@pytest.mark.parametrize("damage", ["missing", "cut short", "no array"])
def test_a_broken_hierarchy_is_told_and_made_again(tmp_path: Path, damage: str) -> None:
    ready_hierarchy(town(), tmp_path)
    file = find_folder(town(), tmp_path) / "above.npy"
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-3] if damage == "cut short" else b"?")

    with pytest.raises(DataError, match="build the network again"):
        read_hierarchy(file.parent)
    assert same(ready_hierarchy(town(), tmp_path), build(town()))


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")

    with pytest.raises(SourceError, match="cannot be written"):
        write_hierarchy(build(town()), blocked / "own")
