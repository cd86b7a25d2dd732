"""Coordinates are read from shapes as the database holds them."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from sqlalchemy import create_mock_engine

from data.drawn import read_drawn
from data.models import Area, Edge, Node
from data.stored import store
from geo.errors import DataError

BACKENDS = {"sqlite": "sqlite://", "postgresql": "postgresql+psycopg://"}


def _stored(model, shapes, backend):
    dialect = create_mock_engine(BACKENDS[backend], lambda *_: None).dialect
    return store(model.__table__, {"geom": shapes}, dialect)["geom"]


@pytest.mark.parametrize("backend", BACKENDS)
def test_lines_come_back_point_by_point(backend):
    points = np.array([[8.7, 36.1], [8.8, 36.2], [-8.6, 41.1], [0, 0], [1 / 3, 1e-9]])
    lines = shapely.linestrings(points, indices=[0, 0, 1, 1, 1])

    coordinates, counts = read_drawn(
        _stored(Edge, lines, backend), "LINESTRING", backend
    )

    assert coordinates.tolist() == points.tolist()
    assert counts.tolist() == [2, 3]


@pytest.mark.parametrize("backend", BACKENDS)
def test_points_come_back_exactly(backend):
    points = np.array([[8.7049, 36.1742], [-180, 90], [1 / 3, -2 / 3]])

    coordinates, counts = read_drawn(
        _stored(Node, shapely.points(points), backend), "POINT", backend
    )

    assert coordinates.tolist() == points.tolist()
    assert counts.tolist() == [1, 1, 1]


@pytest.mark.parametrize("backend", BACKENDS)
def test_no_shape_gives_no_coordinates(backend):
    coordinates, counts = read_drawn([], "LINESTRING", backend)

    assert coordinates.shape == (0, 2)
    assert counts.tolist() == []


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("shape", [shapely.box(0, 0, 1, 1), shapely.Point(1, 2)])
def test_a_shape_of_another_kind_is_told(backend, shape):
    stored = _stored(Area, [shape], backend)

    with pytest.raises(DataError, match="is no LINESTRING"):
        read_drawn(stored, "LINESTRING", backend)
