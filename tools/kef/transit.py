"""Demonstration lines as a GTFS folder: buses by headway, louages that leave when full."""

from __future__ import annotations

import csv
import math
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
from shapely.geometry import LineString, Point

from tools.kef.draw import pick
from tools.kef.facts import Spot, read_features, to_degrees, to_metres
from tools.kef.names import Names, names_of
from tools.kef.street import Node, oriented
from tools.kef.town import Town

TABLE = Path(__file__).with_name("lines.toml")
APART_M = 340.0
SAME_STOP_M = 120.0
KERBSIDE_M = 5.0
BUS_MPS = 4.6
DWELL_S = 20
FIRST, LAST = "06:30:00", "19:30:00"
LOUAGE_FIRST, LOUAGE_LAST = "05:30:00", "18:00:00"
CALENDAR = ("DAILY", *"1111111", "20260901", "20270831")
BOARDING = (("0", 4), ("1", 3), ("2", 3))
Rows = list[tuple[object, ...]]


@dataclass
class Feed:
    """Rows of the files of the feed."""

    stops: Rows
    routes: Rows
    trips: Rows
    stop_times: Rows
    frequencies: Rows
    shapes: Rows
    translations: Rows


def write_lines(folder: Path, town: Town) -> None:
    """Write the feed."""
    feed = Feed([], [], [], [], [], [], [])
    places: list[tuple[Node, str]] = []
    for line in tomllib.loads(TABLE.read_text("utf-8"))["line"]:
        _add_line(feed, town, line, places)
    _write(folder, feed)


def _add_line(
    feed: Feed, town: Town, line: dict[str, Any], places: list[tuple[Node, str]]
) -> None:
    names = line["name"]
    feed.routes.append(
        (
            line["id"],
            "DEMO",
            line["id"],
            names["fr"],
            line["type"],
            line["colour"],
            "FFFFFF",
        )
    )
    feed.translations.append(
        ("routes", "route_long_name", "ar", names["ar"], line["id"])
    )
    course = _course(town, line)
    stops = _stops(feed, town, course, places, line)
    for direction in (0, 1):
        _add_trip(feed, line, direction, (course, stops))


def _course(town: Town, line: dict[str, Any]) -> LineString:
    """Follow the main roads from point to point of the table."""
    roads = nx.Graph()
    for a, b, data in town.graph.edges(data=True):
        if data["road"] >= 0:
            roads.add_edge(a, b, length=data["line"].length)
    points = to_metres(np.array(line["course"]))
    nodes = [min(roads.nodes, key=lambda n: (math.dist(n, p), n)) for p in points]
    coords: list[Node] = [nodes[0]]
    for a, b in zip(nodes, nodes[1:], strict=False):
        path = nx.shortest_path(roads, a, b, weight="length")
        for u, v in zip(path, path[1:], strict=False):
            coords += oriented(town.graph, u, v)[1:]
    if "away" in line:
        coords.append(_settlement(town, line["away"]).xy)
    return LineString(coords).simplify(2.0)


def _settlement(town: Town, name: str) -> Spot:
    for feature in read_features(town.facts.folder / "geonames_places.geojson"):
        row = feature["properties"]
        if row["name"] == name and row["fcode"].startswith("PPL"):
            lon, lat = feature["geometry"]["coordinates"]
            x, y = to_metres(np.array([[lon, lat]]))[0]
            return Spot(
                row["id"], name, row["fcode"], 0.0, (lon, lat), (float(x), float(y))
            )
    raise LookupError(name)


def _stops(
    feed: Feed,
    town: Town,
    course: LineString,
    places: list[tuple[Node, str]],
    line: dict[str, Any],
) -> list[tuple[str, float]]:
    """Give the stops of a course with their distance from its start."""
    if "away" in line:
        ends = [
            (course.coords[0], "Station de louages", "محطة لواج"),
            (course.coords[-1], line["away"], line["away_ar"]),
        ]
        found = [
            (_stop(feed, places, xy, {"fr": f"Louages {fr}" if i else fr, "ar": ar}), d)
            for i, ((xy, fr, ar), d) in enumerate(
                zip(ends, (0.0, course.length), strict=True)
            )
        ]
        return found
    count = max(2, round(course.length / APART_M) + 1)
    stops: list[tuple[str, float]] = []
    for at in np.linspace(0, course.length, count):
        here = course.interpolate(float(at))
        stop = _stop(feed, places, (here.x, here.y), _stop_name(town, here))
        if not stops or stops[-1][0] != stop:
            stops.append((stop, float(at)))
    return stops


def _stop_name(town: Town, here: Point) -> Names:
    """Name a stop by the quarter where it is near its middle, or by its street."""
    quarter = min(town.facts.quarters, key=lambda q: math.dist(q.xy, (here.x, here.y)))
    if math.dist(quarter.xy, (here.x, here.y)) < 160:
        return names_of(quarter.name)
    minor = [s for s in town.streets if s.names and s.road < 0]
    return min(minor, key=lambda s: (s.shape.distance(here), s.id)).names


def _stop(feed: Feed, places: list[tuple[Node, str]], xy: Node, names: Names) -> str:
    for other, stop in places:
        if math.dist(other, xy) < SAME_STOP_M:
            return stop
    stop = f"S{len(places) + 1}"
    beside = (round(xy[0] + KERBSIDE_M, 2), round(xy[1] + KERBSIDE_M, 2))
    lon, lat = to_degrees(np.array([beside]))[0]
    places.append((xy, stop))
    boarding = pick(BOARDING, "boarding", stop)
    feed.stops.append((stop, names["fr"], f"{lat:.6f}", f"{lon:.6f}", boarding))
    feed.translations.append(("stops", "stop_name", "ar", names["ar"], stop))
    return stop


def _add_trip(
    feed: Feed,
    line: dict[str, Any],
    direction: int,
    way: tuple[LineString, list[tuple[str, float]]],
) -> None:
    course, stops = way
    trip, shape = f"{line['id']}-{direction}", f"{line['id']}-S{direction}"
    ordered = (
        stops if direction == 0 else [(s, course.length - d) for s, d in stops[::-1]]
    )
    low, high = line.get("wait", ("", ""))
    headsign = line["name"]["fr"].split(" – ")[-1 if direction == 0 else 0]
    feed.trips.append(
        (
            line["id"],
            "DAILY",
            trip,
            headsign,
            direction,
            shape,
            line["wheelchair"],
            int("wait" in line),
            low,
            high,
        )
    )
    mps = course.length / (60 * line["minutes"]) if "minutes" in line else BUS_MPS
    for number, (stop, at) in enumerate(ordered, start=1):
        clock = _clock(at / mps + DWELL_S * (number - 1))
        feed.stop_times.append(
            (trip, clock, clock, stop, number, 1 if number == 1 else 0)
        )
    _add_shape(feed, shape, course if direction == 0 else course.reverse())
    _add_frequency(feed, line, trip)


def _add_frequency(feed: Feed, line: dict[str, Any], trip: str) -> None:
    if "wait" in line:
        headway = sum(line["wait"]) // 2
        feed.frequencies.append((trip, LOUAGE_FIRST, LOUAGE_LAST, headway, 0))
    else:
        feed.frequencies.append((trip, FIRST, LAST, line["headway_s"], 0))


def _add_shape(feed: Feed, shape: str, course: LineString) -> None:
    for number, (lon, lat) in enumerate(to_degrees(np.array(course.coords)), start=1):
        feed.shapes.append((shape, f"{lat:.5f}", f"{lon:.5f}", number))


def _clock(seconds: float) -> str:
    minutes = round(seconds / 60) + 6 * 60
    return f"{minutes // 60:02d}:{minutes % 60:02d}:00"


def _write(folder: Path, feed: Feed) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    url, zone = "https://example.org/wusul-demonstration", "Africa/Tunis"
    tables: dict[str, tuple[str, Rows]] = {
        "agency": (
            "agency_id,agency_name,agency_url,agency_timezone,agency_lang",
            [("DEMO", "Lignes de démonstration", url, zone, "fr")],
        ),
        "feed_info": (
            "feed_publisher_name,feed_publisher_url,feed_lang,feed_version",
            [("Wusul demonstration", url, "fr", "1")],
        ),
        "calendar": (
            "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
            "start_date,end_date",
            [CALENDAR],
        ),
        "routes": (
            "route_id,agency_id,route_short_name,route_long_name,route_type,"
            "route_color,route_text_color",
            feed.routes,
        ),
        "stops": (
            "stop_id,stop_name,stop_lat,stop_lon,wheelchair_boarding",
            feed.stops,
        ),
        "trips": (
            "route_id,service_id,trip_id,trip_headsign,direction_id,shape_id,"
            "wheelchair_accessible,leaves_when_full,wait_low_s,wait_high_s",
            feed.trips,
        ),
        "stop_times": (
            "trip_id,arrival_time,departure_time,stop_id,stop_sequence,timepoint",
            feed.stop_times,
        ),
        "frequencies": (
            "trip_id,start_time,end_time,headway_secs,exact_times",
            feed.frequencies,
        ),
        "shapes": ("shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence", feed.shapes),
        "translations": (
            "table_name,field_name,language,translation,record_id",
            feed.translations,
        ),
    }
    for name, (head, rows) in tables.items():
        write_table(folder / f"{name}.txt", head.split(","), rows)


def write_table(path: Path, head: list[str], rows: Rows) -> None:
    """Write a CSV file with Unix line ends."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
