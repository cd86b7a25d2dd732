"""Small OSM files written for one test, and what an import made of them."""

from pathlib import Path
from xml.sax.saxutils import quoteattr

from geoalchemy2 import WKBElement
from sqlalchemy import select

from data.models import Barrier, Edge, Node, ObservationRow, Place, Stop, Way
from data.queries.source import SourceInfo, catalog
from importers.base import run
from importers.osm import OsmImporter

OSM = catalog()["osm"]
TABLES = (Way, Node, Edge, Place, Stop, Barrier, ObservationRow)
WEST, SOUTH = 8.70, 36.18
STEP = 0.001


def node(node_id, lon=None, lat=None, **tags):
    """Write a node; without a position it stands on a line going east by id."""
    lon = WEST + node_id * STEP if lon is None else lon
    lat = SOUTH if lat is None else lat
    return f'<node id="{node_id}" lon="{lon}" lat="{lat}">{_tags(tags)}</node>'


def way(way_id, refs, **tags):
    """Write a way; double underscores in names of tags are colons."""
    nodes = "".join(f'<nd ref="{ref}"/>' for ref in refs)
    return f'<way id="{way_id}">{nodes}{_tags(tags)}</way>'


def relation(relation_id, members, **tags):
    """Write a relation of (type, id, role) members."""
    inside = "".join(
        f'<member type="{kind}" ref="{ref}" role="{role}"/>'
        for kind, ref, role in members
    )
    return f'<relation id="{relation_id}">{inside}{_tags(tags)}</relation>'


def _tags(tags):
    return "".join(
        f"<tag k={quoteattr(key.replace('__', ':'))} v={quoteattr(value)}/>"
        for key, value in tags.items()
    )


def osm_file(folder: Path, *elements: str, name: str = "small.osm") -> Path:
    """Write an OSM file."""
    path = folder / name
    body = "".join(elements)
    path.write_text(f'<osm version="0.6">{body}</osm>', encoding="utf-8")
    return path


def bring_in(database, path: Path, source: SourceInfo = OSM):
    """Import a file and give the report."""
    return run(OsmImporter(), database, path=path, source=source)


def all_rows(database, *, with_ids=True):
    """Give every row of every table that the importer writes, by table."""
    with database.read() as session:
        return {
            model.__tablename__: _rows(session, model, with_ids) for model in TABLES
        }


def _rows(session, model, with_ids):
    columns = [c for c in model.__table__.columns if with_ids or not _is_id(c.name)]
    found = session.execute(select(*columns))
    rows = [tuple(_plain(value) for value in row) for row in found]
    return sorted(rows, key=repr)


def _is_id(name):
    return name == "id" or name.endswith("_id")


def _plain(value):
    if isinstance(value, WKBElement):
        return value.data.lower() if isinstance(value.data, str) else value.data.hex()
    return sorted(value.items()) if isinstance(value, dict) else value


def codes(report):
    """Count the findings of a report by code."""
    found = {}
    for finding in report.findings:
        found[finding.code] = found.get(finding.code, 0) + 1
    return found
