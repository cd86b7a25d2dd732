"""A town of three streets: a flight of steps parts the upper town from the hospital."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from shapely.geometry import Point

from data.analysis import Refreshed, refresh_gaps
from data.db import Database
from data.models import Area, Barrier, Report, to_column
from data.queries.observation import write_observations
from data.queries.revision import raise_revision
from data.queries.source import SourceInfo, ensure_source
from data.runtime import Runtime
from data.settings import Settings
from geo.observation import Method, Observation
from importers.base import run
from importers.osm import OsmImporter

HOSTILE = "<script>window.ran=1</script>"
FLAT = {
    "highway": "footway",
    "surface": "asphalt",
    "smoothness": "good",
    "width": "3",
    "incline": "0%",
    "incline:across": "0%",
    "lit": "yes",
}
STEPS = {"highway": "steps", "step_count": "12", "width": "3", "name": HOSTILE}
STREETS = (
    (1, (1, 2, 3), {**FLAT, "name": "Lower street"}),
    (2, (3, 4), STEPS),
    (3, (4, 5), {**FLAT, "name": "Upper street", "name:ar": "الشارع الأعلى"}),
)
SPOTS = (
    (11, 8.7001, {"amenity": "hospital", "name": "Hospital"}),
    (12, 8.7039, {"highway": "bus_stop", "name": "Upper stop"}),
)
RESIDENTS = {"osm:w1": 100.0, "osm:w3": 40.0}
QUARTER = (8.7035, 36.18)
OSM = SourceInfo("osm", "OpenStreetMap", "ODbL 1.0", "© OpenStreetMap contributors")
COUNT = SourceInfo("count", "Head count", "CC0", "Town", is_demonstration=True)


def _tags(tags: dict[str, str]) -> str:
    escaped = {k: v.replace("<", "&lt;").replace(">", "&gt;") for k, v in tags.items()}
    return "".join(f'<tag k="{k}" v="{v}"/>' for k, v in escaped.items())


def osm_text() -> str:
    """Write the town as OSM XML."""
    lines = [
        f'<node id="{i}" version="1" lon="{8.699 + i / 1000}" lat="36.18"/>'
        for i in range(1, 6)
    ]
    lines += [
        f'<node id="{i}" version="1" lon="{lon}" lat="36.1801">{_tags(tags)}</node>'
        for i, lon, tags in SPOTS
    ]
    lines += [
        f'<way id="{i}" version="1">'
        + "".join(f'<nd ref="{node}"/>' for node in nodes)
        + _tags(tags)
        + "</way>"
        for i, nodes, tags in STREETS
    ]
    return f'<osm version="0.6">{"".join(lines)}</osm>'


def load_gap_town(database: Database, folder: Path) -> Runtime:
    """Import and build the town, with residents and one quarter."""
    file = folder / "town.osm"
    file.write_text(osm_text(), encoding="utf-8")
    run(OsmImporter(), database, path=file, source=OSM)
    with database.write() as session:
        source = ensure_source(session, COUNT)
        write_observations(
            session,
            source,
            [
                Observation(key, "residents", people, Method.DEMONSTRATION, "count")
                for key, people in RESIDENTS.items()
            ],
        )
        session.add(
            Area(
                key="count:upper",
                source_id=source.id,
                kind="quarter",
                names={"": "Upper town", "ar": "المدينة العليا"},
                geom=to_column(Point(QUARTER)),
            )
        )
        raise_revision(session, network=True)
    runtime = Runtime(Settings(database_url=database.url, data_dir=folder, town="none"))
    runtime.database = database
    runtime.graphs.build()
    return runtime


def analyse_gap_town(database: Database, folder: Path) -> tuple[Runtime, Refreshed]:
    """Import, build and analyse the town."""
    runtime = load_gap_town(database, folder)
    return runtime, refresh_gaps(runtime)


def put_obstacle(town: Runtime, *, at: datetime) -> None:
    """Put a report with a kerb at the lower end, beyond which nobody on wheels goes."""
    with town.database.write() as session:
        source = ensure_source(session, COUNT)
        report = Report(
            tracking="KERB0001",
            state="published",
            category="kerb",
            lang="fr",
            created_at=at,
            changed_at=at,
            geom=to_column(Point(8.7003, 36.18)),
        )
        session.add(report)
        session.flush()
        session.add(
            Barrier(
                key="report:KERB0001",
                source_id=source.id,
                kind="kerb",
                attribute="kerb_height_m",
                value_number=0.3,
                way_key="osm:w1",
                along_m=30.0,
                method="measured",
                observed_on=date(2026, 10, 30),
                report_id=report.id,
                geom=to_column(Point(8.7003, 36.18)),
            )
        )
        raise_revision(session, barriers=True)
