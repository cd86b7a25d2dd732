"""Demonstration lines: buses by headway, louages that leave when they are full."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import networkx as nx
import numpy as np
from shapely.geometry import LineString

from tools.kef.draw import pick
from tools.kef.facts import read_features, to_degrees, to_metres
from tools.kef.feed import Feed
from tools.kef.line import Node
from tools.kef.names import Names
from tools.kef.stopname import name_stop
from tools.kef.street import oriented
from tools.kef.town import Town

TABLE: Final = Path(__file__).with_name("lines.toml")
APART_M: Final = 340.0
SAME_STOP_M: Final = 120.0
KERBSIDE_M: Final = 5.0
BUS_MPS: Final = 4.6
DWELL_S: Final = 20
START_S: Final = 6 * 3600
BUS_DAY: Final = ("06:30:00", "19:30:00")
LOUAGE_DAY: Final = ("05:30:00", "18:00:00")
BOARDING: Final = (("0", 4), ("1", 3), ("2", 3))
STATION: Final = {"fr": "Station de louages", "ar": "محطة لواج"}
OPERATOR: Final = "خطوط تجريبية"
Row = dict[str, Any]
Stops = list[tuple[str, float]]


@dataclass
class Timetable:
    """The feed being made, and where its stops are."""

    town: Town
    feed: Feed = field(default_factory=Feed)
    places: list[tuple[Node, str]] = field(default_factory=list)
    used: set[str] = field(default_factory=set)


def build_lines(town: Town) -> Feed:
    """Make the feed of all lines of the table."""
    made = Timetable(town)
    lines = tomllib.loads(TABLE.read_text("utf-8"))["line"]
    for line in lines:
        add = _add_louage if "wait" in line else _add_bus
        add(made, line)
    for line in lines:
        _name_ends(made.feed, line)
    made.feed.translations.append(("agency", "agency_name", "ar", OPERATOR, "DEMO"))
    return made.feed


def _name_ends(feed: Feed, line: Row) -> None:
    """Say in Arabic where each direction goes: to an end of the line's name."""
    ends = line["name"]["ar"].removeprefix("لواج ").split(" – ")
    for direction, end in enumerate((ends[-1], ends[0])):
        trip = f"{line['id']}-{direction}"
        feed.translations.append(("trips", "trip_headsign", "ar", end, trip))


def _add_bus(made: Timetable, line: Row) -> None:
    _add_route(made.feed, line)
    course = _course(made.town, line)
    stops = _stops_along(made, course)
    back = [(stop, course.length - at) for stop, at in reversed(stops)]
    for direction, (shape, way) in enumerate(
        ((course, stops), (course.reverse(), back))
    ):
        trip = f"{line['id']}-{direction}"
        _add_trip(made.feed, line, direction, shape=trip)
        _add_times(made.feed, trip, way, BUS_MPS)
        _add_shape(made.feed, trip, shape)
        made.feed.frequencies.append((trip, *BUS_DAY, line["headway_s"], 0))


def _add_louage(made: Timetable, line: Row) -> None:
    """Add a line whose road is not drawn and whose wait is only a range."""
    _add_route(made.feed, line)
    x, y = to_metres(np.array(line["course"]))[0]
    here = (float(x), float(y))
    there = _settlement(made.town, line["away"])
    away = {"fr": f"Louages {line['away']}", "ar": f"لواج {line['away_ar']}"}
    ends = [
        _find_stop(made, xy) or _add_stop(made, xy, names)
        for xy, names in ((here, STATION), (there, away))
    ]
    length = math.dist(here, there)
    for direction, order in enumerate((ends, ends[::-1])):
        trip = f"{line['id']}-{direction}"
        _add_trip(made.feed, line, direction, shape="")
        way = list(zip(order, (0.0, length), strict=True))
        _add_times(made.feed, trip, way, length / (60 * line["minutes"]))
        headway = sum(line["wait"]) // 2
        made.feed.frequencies.append((trip, *LOUAGE_DAY, headway, 0))


def _add_route(feed: Feed, line: Row) -> None:
    key, names = line["id"], line["name"]
    colours = (line["colour"], "FFFFFF")
    feed.routes.append((key, "DEMO", key, names["fr"], line["type"], *colours))
    feed.translations.append(("routes", "route_long_name", "ar", names["ar"], key))


def _add_trip(feed: Feed, line: Row, direction: int, *, shape: str) -> None:
    ends = line["name"]["fr"].split(" – ")
    headsign = ends[-1 if direction == 0 else 0].removeprefix("Louage ")
    full = ("wait" in line, *line.get("wait", ("", "")))
    feed.trips.append(
        (
            line["id"],
            "DAILY",
            f"{line['id']}-{direction}",
            headsign,
            direction,
            shape,
            line["wheelchair"],
            int(full[0]),
            *full[1:],
        )
    )


def _add_times(feed: Feed, trip: str, way: Stops, mps: float) -> None:
    for number, (stop, at) in enumerate(way, start=1):
        clock = _clock(at / mps + DWELL_S * (number - 1))
        exact = int(number == 1)
        feed.stop_times.append((trip, clock, clock, stop, number, exact))


def _add_shape(feed: Feed, key: str, course: LineString) -> None:
    degrees = to_degrees(np.array(course.coords))
    for number, (lon, lat) in enumerate(degrees, start=1):
        feed.shapes.append((key, f"{lat:.5f}", f"{lon:.5f}", number))


def _clock(seconds: float) -> str:
    minutes = round((START_S + seconds) / 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:00"


def _course(town: Town, line: Row) -> LineString:
    """Follow the main roads from point to point of the table."""
    roads: nx.Graph[Node] = nx.Graph()
    for a, b, data in town.graph.edges(data=True):
        if data["road"] >= 0:
            roads.add_edge(a, b, length=data["line"].length)
    points = to_metres(np.array(line["course"]))
    nodes = [min(roads.nodes, key=lambda n: (math.dist(n, p), n)) for p in points]
    coords: list[Node] = [nodes[0]]
    for a, b in pairwise(nodes):
        for u, v in pairwise(nx.shortest_path(roads, a, b, weight="length")):
            coords += oriented(town.graph, u, v)[1:]
    return LineString(LineString(coords).simplify(2.0).coords)


def _settlement(town: Town, name: str) -> Node:
    for feature in read_features(town.facts.folder / "geonames_places.geojson"):
        row = feature["properties"]
        if row["name"] == name and row["fcode"].startswith("PPL"):
            x, y = to_metres(np.array([feature["geometry"]["coordinates"]]))[0]
            return float(x), float(y)
    raise LookupError(name)


def _stops_along(made: Timetable, course: LineString) -> Stops:
    """Give the stops of a course with their distance from its start."""
    count = max(2, round(course.length / APART_M) + 1)
    stops: Stops = []
    for at in np.linspace(0, course.length, count):
        here = course.interpolate(float(at))
        stop = _find_stop(made, (here.x, here.y))
        if stop is None:
            names = name_stop(made.town, here, made.used)
            stop = _add_stop(made, (here.x, here.y), names)
        if stop not in (known for known, _ in stops):
            stops.append((stop, float(at)))
    return stops


def _find_stop(made: Timetable, xy: Node) -> str | None:
    near = (stop for other, stop in made.places if math.dist(other, xy) < SAME_STOP_M)
    return next(near, None)


def _add_stop(made: Timetable, xy: Node, names: Names) -> str:
    stop = f"S{len(made.places) + 1}"
    made.used.add(names["fr"])
    made.places.append(((float(xy[0]), float(xy[1])), stop))
    beside = np.array([xy]) + KERBSIDE_M
    lon, lat = to_degrees(beside)[0]
    boarding = pick(BOARDING, "boarding", stop)
    made.feed.stops.append((stop, names["fr"], f"{lat:.6f}", f"{lon:.6f}", boarding))
    made.feed.translations.append(("stops", "stop_name", "ar", names["ar"], stop))
    return stop
