"""A handful of rows of every layer near El Kef, for tests of map, tiles and search."""

from __future__ import annotations

from datetime import UTC, datetime

from shapely import LineString, MultiLineString, Point, Polygon
from sqlalchemy.orm import Session

from data.db import Database
from data.models import (
    Area,
    Barrier,
    Base,
    Gap,
    Line,
    Place,
    Report,
    Source,
    Stop,
    SurveyHint,
    Way,
    Work,
    to_column,
)
from data.queries.revision import raise_revision

LON, LAT = 8.7102, 36.1806
DAY = datetime(2026, 11, 20, tzinfo=UTC)


def at(east: float, north: float) -> Point:
    """Give a point by thousandths of a degree from the middle of the town."""
    return Point(LON + east / 1000, LAT + north / 1000)


def names(ar: str, fr: str) -> dict[str, str]:
    """Give the names of a thing in Arabic and French."""
    return {"ar": ar, "fr": fr, "": fr}


def _places(source: int) -> list[Base]:
    rows = [
        ("p1", "hospital", "مستشفى الكاف", "Hôpital du Kef", "yes", (1, 1)),
        ("p2", "pharmacy", "صيدلية الكاف", "Pharmacie El Kef", "limited", (2, 1)),
        ("p3", "castle", "قصبة الكاف", "Kasbah du Kef", "no", (-1, 2)),
        ("p4", "mosque", "جامع القادرية", "Mosquée Kadiriya", "unknown", (-2, 2)),
        ("p5", "school", "مدرسة الأمل", "École El Amal", "unknown", (3, -2)),
    ]
    return [
        Place(
            key=f"t:{key}",
            source_id=source,
            kind=kind,
            names=names(ar, fr),
            access=access,
            geom=to_column(at(*where)),
        )
        for key, kind, ar, fr, access, where in rows
    ]


def _streets(source: int) -> list[Base]:
    rows = [
        ("w1", "residential", "نهج باردو", "Rue de Bardo", [(0, 0), (2, 1)]),
        ("w2", "residential", "نهج باردو", "Rue de Bardo", [(2, 1), (4, 2)]),
        ("w3", "steps", "", "", [(0, 0), (-1, 2)]),
        (
            "w4",
            "primary",
            "شارع الحبيب بورقيبة",
            "Avenue Habib Bourguiba",
            [(4, 2), (9, 0)],
        ),
    ]
    return [
        Way(
            key=f"t:{key}",
            source_id=source,
            highway=highway,
            names=names(ar, fr) if ar else {},
            geom=to_column(LineString([at(*point) for point in line])),
        )
        for key, highway, ar, fr, line in rows
    ]


def _areas(source: int) -> list[Base]:
    square = Polygon([at(-6, -6), at(10, -6), at(10, 6), at(-6, 6)])
    return [
        Area(
            key="t:a1",
            source_id=source,
            kind="boundary",
            names=names("الكاف", "Le Kef"),
            geom=to_column(square),
        ),
        Area(
            key="t:a2",
            source_id=source,
            kind="quarter",
            names=names("القصبة", "La Kasbah"),
            geom=to_column(at(-2, 3)),
        ),
    ]


def _transit(source: int) -> list[Base]:
    rails = MultiLineString([[at(5, -3), at(40, -9)]])
    return [
        Stop(
            key="t:s1",
            source_id=source,
            names=names("محطة الكاف", "Gare du Kef"),
            location_type=1,
            access="limited",
            modes=["rail"],
            geom=to_column(at(5, -3)),
        ),
        Stop(
            key="t:s2",
            source_id=source,
            names=names("مدخل المحطة", "Entrée de la gare"),
            location_type=2,
            geom=to_column(at(5.1, -3)),
        ),
        Stop(
            key="t:s3",
            source_id=source,
            names={"fr": "Le Kef-Ville", "": "Le Kef-Ville"},
            geom=to_column(at(6, -3)),
        ),
        Stop(
            key="t:s4",
            source_id=source,
            names={"ar": "محطة اللواج بالكاف"},
            geom=to_column(at(7, -3)),
        ),
        Line(
            key="t:l1",
            source_id=source,
            short_name="7",
            names=names("الكاف - تونس", "Le Kef – Tunis"),
            route_type=2,
            colour="1F4E9E",
            geom=to_column(rails),
        ),
    ]


def _obstacles(source: int) -> list[Base]:
    return [
        Barrier(
            key="t:b1",
            source_id=source,
            kind="steps",
            attribute="steps",
            value_number=1.0,
            method="surveyed",
            names=names("درج القصبة", "Escalier de la Kasbah"),
            geom=to_column(at(-0.5, 1)),
        ),
        *(
            Report(
                tracking=f"K-{state}",
                state=state,
                category="kerb",
                description="private words",
                lang="fr",
                created_at=DAY,
                changed_at=DAY,
                geom=to_column(at(1, east)),
            )
            for east, state in enumerate(("received", "published", "hidden"))
        ),
        Gap(
            key="t:g1",
            kind="island",
            profile="manual_wheelchair",
            names=names("", ""),
            revision=1,
            geom=to_column(LineString([at(0, 0), at(-1, 2)])),
        ),
        SurveyHint(
            key="t:s1",
            profile="manual_wheelchair",
            rank=1,
            names=names("", ""),
            people=12.0,
            geom=to_column(LineString([at(0, 0), at(-1, 2)])),
        ),
        Work(
            key="t:k1",
            barrier_key="t:b1",
            profile="manual_wheelchair",
            rank=1,
            residents=120,
            revision=1,
            geom=to_column(at(-0.5, 1)),
        ),
    ]


def fill(session: Session, *, is_demonstration: bool = True) -> None:
    """Add the rows and count the change."""
    source = Source(
        key="t",
        name="Rows of a test",
        licence="CC0",
        attribution="Made up for a test",
        is_demonstration=is_demonstration,
    )
    session.add(source)
    session.flush()
    makers = (_places, _streets, _areas, _transit, _obstacles)
    session.add_all([row for make in makers for row in make(source.id)])
    raise_revision(session, network=True, barriers=True)


def filled(database: Database) -> Database:
    """Fill a database and give it back."""
    with database.write() as session:
        fill(session)
    return database
