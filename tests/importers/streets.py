"""A few streets near El Kef, so that heights and surveys have something to hang on."""

import numpy as np
from shapely import LineString, Point

from data.models import Node, Way, to_column
from data.queries.source import catalog, ensure_source

WEST, SOUTH = 8.70, 36.18
STEP = 0.001


def add_streets(database, *, sidewalks="unknown"):
    """Add osm:w1 going east and osm:w2 going north from its start, five nodes each."""
    with database.write() as session:
        source = ensure_source(session, catalog()["osm"])
        for way, (east, north) in {1: (1, 0), 2: (0, 1)}.items():
            steps = np.arange(5)[:, None] * STEP
            points = np.array([WEST, SOUTH]) + steps * (east, north)
            keys = ["osm:n0", *(f"osm:n{way}{i}" for i in range(1, 5))]
            session.add(
                Way(
                    key=f"osm:w{way}",
                    source_id=source.id,
                    highway="residential",
                    sidewalks=sidewalks,
                    node_keys=keys,
                    geom=to_column(LineString(points)),
                )
            )
            for key, point in list(zip(keys, points, strict=True))[way - 1 :]:
                geom = to_column(Point(point))
                session.add(Node(key=key, source_id=source.id, geom=geom))
