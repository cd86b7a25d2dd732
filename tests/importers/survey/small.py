"""Small survey files, and what an import made of them."""

import json

from sqlalchemy import select

from data.models import ObservationRow, Source
from data.queries.source import SourceInfo
from importers.base import Progress, run
from importers.survey import SurveyImporter, SurveyOptions
from importers.survey.preview import preview

TWIZA = SourceInfo("twiza", "Survey of an association", "CC BY 4.0", "TWIZA")
DEMO = SourceInfo("demo", "Made up", "", "", is_demonstration=True)


def write_csv(folder, text, name="survey.csv"):
    """Write a table."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def write_geojson(folder, *features, name="survey.geojson", **members):
    """Write (geometry, properties) pairs."""
    listed = [
        {"type": "Feature", "geometry": geometry, "properties": properties}
        for geometry, properties in features
    ]
    path = folder / name
    document = {"type": "FeatureCollection", "features": listed, **members}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def point(lon, lat):
    """Give the geometry of a point."""
    return {"type": "Point", "coordinates": [lon, lat]}


def bring_in(database, path, source=TWIZA, **options):
    """Import a file and give the report."""
    importer = SurveyImporter(SurveyOptions.from_mapping(options))
    return run(importer, database, path=path, source=source)


def look_at(database, path, source=TWIZA, **options):
    """Do a dry run."""
    importer = SurveyImporter(SurveyOptions.from_mapping(options))
    return preview(importer, database, path=path, source=source, progress=Progress())


def said(database, source="twiza"):
    """Give what a source says: (subject, attribute, side) → value."""
    with database.read() as session:
        rows = session.execute(
            select(ObservationRow).join(Source).where(Source.key == source)
        ).scalars()
        return {
            (row.subject, row.attribute, row.side): (
                row.value_number if row.value_text is None else row.value_text
            )
            for row in rows
        }


def values(database, subject, source="twiza"):
    """Give what a source says of one thing: attribute → value."""
    found = said(database, source).items()
    return {attribute: value for (key, attribute, _), value in found if key == subject}


def rows_of(database, model):
    """Give the rows of a table by key."""
    with database.read() as session:
        return {row.key: row for row in session.scalars(select(model))}


def everything(database):
    """Give the observations with their ids."""
    with database.read() as session:
        columns = ObservationRow.__table__.columns
        return sorted(tuple(row) for row in session.execute(select(*columns)))


def told(report, code):
    """Give the findings of a code as (record, message)."""
    return [(f.record, f.message) for f in report.findings if f.code == code]
