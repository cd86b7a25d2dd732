"""Rebuild the sample town El Kef from the folder of facts.

Type: ``.venv/bin/python tools/build_kef.py --facts FOLDER [--out FOLDER]``.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tools.kef.area import governorate_row, quarter_rows, town_row  # noqa: E402
from tools.kef.barrier import (  # noqa: E402
    BARRIER_HEAD,
    RESIDENT_HEAD,
    barrier_rows,
    resident_rows,
)
from tools.kef.casefile import write_cases  # noqa: E402
from tools.kef.facts import Facts, load_facts  # noqa: E402
from tools.kef.feed import write_table  # noqa: E402
from tools.kef.osmfile import write_osm  # noqa: E402
from tools.kef.place import (  # noqa: E402
    demonstration_places,
    real_places,
    write_features,
)
from tools.kef.town import Town, build_town  # noqa: E402
from tools.kef.transit import build_lines  # noqa: E402

OUT = ROOT / "data" / "samples" / "kef"
WRITTEN = ("town.toml", "entrances.csv")
"""Files that are written by hand."""
RAIL = "sncft_kef_2021_2022_gtfs.zip"
RAIL_NAMES = ROOT / "tools" / "kef" / "rail_translations.txt"
"""Arabic names of stations and head signs, written for this project."""


def build(facts_folder: Path, out: Path) -> Town:
    """Write the whole folder of the town."""
    out.mkdir(parents=True, exist_ok=True)
    town = build_town(load_facts(facts_folder))
    write_osm(out / "streets.osm", town.streets, town.pins)
    _write_places(out, town)
    _write_tables(out, town)
    write_features(out / "area_governorate.geojson", [governorate_row(town)])
    write_features(out / "area_town.geojson", [town_row(town)])
    write_features(out / "quarters.geojson", quarter_rows(town))
    build_lines(town).write(out / "lines")
    _unpack_rail(facts_folder / RAIL, out / "rail")
    write_cases(out / "cases.toml", town.cases)
    for name in WRITTEN:
        shutil.copyfile(Path(__file__).parent / "kef" / name, out / name)
    return town


def _write_places(out: Path, town: Town) -> None:
    write_features(out / "places_geonames.geojson", real_places(town.facts.facilities))
    write_features(out / "places_demo.geojson", demonstration_places(town.streets))


def _write_tables(out: Path, town: Town) -> None:
    write_table(out / "barriers.csv", BARRIER_HEAD, barrier_rows(town.streets))
    write_table(out / "residents.csv", RESIDENT_HEAD, resident_rows(town.streets))
    write_table(out / "heights.csv", "lon,lat,height_m", _heights(town.facts))


def _heights(facts: Facts) -> list[tuple[object, ...]]:
    """List the spot heights, each position once."""
    rows = {spot.lonlat: int(spot.height_m) for spot in facts.heights}
    return [(lon, lat, height) for (lon, lat), height in rows.items()]


def _unpack_rail(archive: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive) as kept:
        for name in sorted(kept.namelist()):
            (folder / Path(name).name).write_bytes(kept.read(name))
    shutil.copyfile(RAIL_NAMES, folder / "translations.txt")


def main() -> None:
    """Read the arguments and build."""
    parser = argparse.ArgumentParser(description="Rebuild the sample town El Kef.")
    parser.add_argument("--facts", type=Path, required=True, help="folder of facts")
    parser.add_argument("--out", type=Path, default=OUT, help="folder to write")
    given = parser.parse_args()
    town = build(given.facts, given.out)
    size = sum(file.stat().st_size for file in given.out.rglob("*") if file.is_file())
    edges = town.graph.number_of_edges()
    print(f"{len(town.streets)} streets, {edges} edges, {size} bytes")


if __name__ == "__main__":
    main()
