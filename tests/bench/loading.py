"""An OSM file to a network that can be searched: in memory, and in a database."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

import osmium

from geo.errors import DataError
from tests.bench.measure import Times, compare
from tests.bench.row import Goal, Row, make_row, missing_row
from tests.bench.talk import PeerProcess
from tests.bench.task import Setting

OURS: Final = "wusul"
READ: Final = "OSM file to routable arrays"
SAVE: Final = "OSM file into the database and built"


def _ask_fresh(python: Path, name: str, act: str, **values: str) -> dict[str, Any]:
    """Ask a process that has read nothing before: nothing is warm."""
    process = PeerProcess(python, name)
    try:
        return process.ask(act, **values)
    finally:
        process.close()


def _ours(act: str, **values: str) -> dict[str, Any]:
    return _ask_fresh(Path(sys.executable), OURS, act, **values)


def write_xml(file: Path, target: Path) -> Path:
    """Write the ways for walking as OSM XML, which is all that osmnx reads.

    That is done beforehand and costs osmnx nothing.
    """
    if target.exists():
        return target
    ways = osmium.FileProcessor(str(file), osmium.osm.WAY)
    unfinished = target.with_suffix(".part.osm")
    with osmium.BackReferenceWriter(
        str(unfinished), ref_src=str(file), remove_tags=False
    ) as writer:
        for way in ways.with_filter(osmium.filter.KeyFilter("highway")):
            writer.add(way)
    unfinished.rename(target)
    return target


def count_lost(file: Path) -> str:
    """Count kerbs, barriers and crossings on ways: none may be lost.

    Raises
    ------
    DataError
        Naming one that is.
    """
    answer = _ours("count", path=str(file))
    if answer["lost"]:
        message = f"{len(answer['lost'])} nodes are lost, such as {answer['lost'][0]}"
        raise DataError(message)
    return (
        f"of {answer['telling']:,} kerbs, barriers and crossings on ways we lose none"
    )


def _row(setting: Setting, goal: Goal, act: str, file: Path, note: str) -> Row:
    why = setting.why_not(goal.peer)
    if why:
        return missing_row(goal, why)
    setting.say(f"{goal.task}: {goal.peer}")
    out = str(setting.folder / f"{goal.peer}.gpkg")
    given = {} if act == "read" else {"out": out}
    last: dict[str, Any] = {}
    own: dict[str, Any] = {}

    def theirs() -> Times:
        with setting.peer(goal.peer) as peer:
            last.update(peer.ask(act, path=str(file), **given))
        return list(last["seconds"])

    def ours() -> Times:
        own.update(_ours(act, path=str(setting.file), **given))
        return list(own["seconds"])

    done = compare(ours, theirs, setting.rounds)
    if "told_nodes" in last:
        note += f"; {last['told_nodes']:,} nodes of {goal.peer} still tell of one"
    note += f"; at most {own['peak_mb']:.0f} MB, {goal.peer} {last['peak_mb']:.0f} MB"
    return make_row(goal, done, note=note)


def measure_import(setting: Setting) -> Iterator[Row]:
    """Measure reading and storing.

    Parameters
    ----------
    setting : Setting

    Yields
    ------
    Row
    """
    setting.folder.mkdir(parents=True, exist_ok=True)
    note = count_lost(setting.file)
    setting.say(note)
    row = partial(_row, setting)
    yield row(Goal(READ, "pyrosm", 2.0), "read", setting.file, note)
    xml = setting.file
    if not setting.why_not("osmnx"):
        xml = write_xml(setting.file, setting.folder / f"{setting.file.stem}.xml.osm")
    yield row(Goal(READ, "osmnx", 12.0), "read", xml, note)
    whole = "embedded database; osmnx writes a GeoPackage"
    yield row(Goal(SAVE, "osmnx", 3.0), "save", xml, whole)
