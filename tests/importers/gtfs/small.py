"""A small feed to break, and what an import made of it."""

from geoalchemy2 import WKBElement
from sqlalchemy import select

from data.models import (
    Agency,
    Fare,
    FareRule,
    FeedRow,
    Frequency,
    Level,
    Line,
    ObservationRow,
    Pathway,
    Service,
    ServiceDate,
    Shape,
    Source,
    Stop,
    StopTime,
    Transfer,
    TransitTrip,
)
from data.queries.source import SourceInfo
from importers.base import run
from importers.gtfs import GtfsImporter

FEED = SourceInfo("feed", "A feed", "open", "its maker")
TABLES = (
    Agency,
    Stop,
    Line,
    Service,
    ServiceDate,
    Shape,
    TransitTrip,
    StopTime,
    Frequency,
    Level,
    Pathway,
    Transfer,
    Fare,
    FareRule,
    FeedRow,
    ObservationRow,
)

FILES = {
    "agency.txt": "agency_id,agency_name,agency_timezone,agency_url\n"
    "A,Bus company,Africa/Tunis,http://example.org\n",
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,"
    "wheelchair_boarding,platform_code,on_street\n"
    "S,Station,36.180,8.700,1,,1,,\n"
    "P,Platform,36.180,8.701,0,S,,2,Avenue\n"
    "M,Market,36.182,8.705,0,,2,,\n"
    "H,Hospital,36.185,8.709,,,,,\n",
    "routes.txt": "route_id,agency_id,route_short_name,route_long_name,route_type,"
    "route_color,route_desc\n"
    "L1,A,1,Station – Hospital,3,0a7F8B,by the market\n",
    "calendar.txt": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,"
    "sunday,start_date,end_date\nW,1,1,1,1,1,0,0,20260101,20261231\n",
    "calendar_dates.txt": "service_id,date,exception_type\n"
    "W,20261123,2\nFEAST,20261123,1\n",
    "shapes.txt": "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\n"
    "C,36.185,8.709,30\nC,36.180,8.701,10\nC,36.182,8.705,20\n",
    "trips.txt": "route_id,service_id,trip_id,shape_id,trip_headsign,direction_id,"
    "wheelchair_accessible,block_id,trip_short_name\n"
    "L1,W,T1,C,Hospital,0,1,b7,early\nL1,W,T2,C,Hospital,0,2,,\n"
    "L1,FEAST,T3,,Hospital,1,,,\n",
    "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence,"
    "pickup_type\n"
    "T1,08:00:00,08:00:30,P,1,0\nT1,,,M,2,0\nT1,8:12:00,08:12:00,H,3,1\n"
    "T2,23:50:00,23:50:00,P,1,\nT2,25:10:00,25:10:00,H,2,\n"
    "T3,09:00:00,09:00:00,H,1,\nT3,09:20:00,09:20:00,P,2,\n",
    "frequencies.txt": "trip_id,start_time,end_time,headway_secs\n"
    "T3,09:00:00,12:00:00,600\n",
}


def write_feed(folder, **changes):
    """Write the feed into a folder; a file may be replaced, or left out by None."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {**FILES, **{f"{name}.txt": text for name, text in changes.items()}}
    for name, text in files.items():
        if text is not None:
            content = text if isinstance(text, bytes) else text.encode()
            (folder / name).write_bytes(content)
    return folder


def edited(name, old, new):
    """Give a file of the feed with a word replaced."""
    text = FILES[f"{name}.txt"]
    assert old in text
    return {name: text.replace(old, new, 1)}


def bring_in(database, path, source=FEED):
    """Import a feed and give the report."""
    return run(GtfsImporter(), database, path=path, source=source)


def rows_of(database, model, source=None):
    """Give the rows of a table in order of id."""
    with database.read() as session:
        wanted = select(model).order_by(model.id)
        if source is not None:
            wanted = wanted.join(Source).where(Source.key == source)
        return list(session.scalars(wanted))


def by_key(database, model):
    """Give the rows of a table by key."""
    return {row.key: row for row in rows_of(database, model)}


def all_rows(database):
    """Give every value of every table that the importer writes, ids included."""
    with database.read() as session:
        return {
            model.__tablename__: sorted(
                (
                    tuple(_plain(value) for value in row)
                    for row in session.execute(select(*model.__table__.columns))
                ),
                key=repr,
            )
            for model in TABLES
        }


def _plain(value):
    if isinstance(value, WKBElement):
        return value.data if isinstance(value.data, str) else bytes(value.data).hex()
    return repr(value)


def found(report, code):
    """Give the findings of a code as (record, message)."""
    return [(f.record, f.message) for f in report.findings if f.code == code]


def errors(report):
    """Give the codes of findings that left something out."""
    return {f.code for f in report.findings if f.severity == "error"}
