"""The walking network as a file for other programs: GeoPackage, GraphML, picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

import matplotlib as mpl
import networkx as nx
import osmnx
import shapely
from pyogrio.errors import DataSourceError
from sqlalchemy.orm import Session

from data.queries.export import (
    EdgeRecord,
    list_attributions,
    list_edge_records,
    list_node_records,
)
from geo.crs import WGS84
from geo.errors import InputError, MissingError, StorageError

COLOURS: Final = {
    "steps": "#b3261e",
    "footway": "#00695c",
    "pedestrian": "#00695c",
    "path": "#00695c",
    "living_street": "#00695c",
}
OTHER_COLOUR: Final = "#767676"
PAPER: Final = "#ffffff"
INK: Final = "#1c1c1c"
SIDE_INCHES: Final = 10
DPI: Final = 200
MARGIN_DEGREES: Final = 0.0005

Graph: TypeAlias = "nx.MultiDiGraph[str]"


def export_network(session: Session, path: Path) -> Graph:
    """Write the network to a file; the suffix tells the format.

    Parameters
    ----------
    session : Session
    path : Path
        ``.gpkg`` (nodes and edges as layers), ``.graphml``, ``.png`` or ``.svg``.

    Returns
    -------
    MultiDiGraph
        What was written.

    Raises
    ------
    InputError
        If the suffix is another one, or the folder does not exist.
    MissingError
        If there is no network yet.
    StorageError
        If the file cannot be written.
    """
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        reason = f"{path.name} must end with one of {', '.join(WRITERS)}"
        raise InputError("--out", reason)
    if not path.parent.is_dir():
        raise InputError("--out", f"the folder {path.parent} does not exist")
    graph = build_graph(session)
    if not graph.number_of_edges():
        raise MissingError("there is no walking network yet; import one first")
    try:
        write(graph, path)
    except (OSError, DataSourceError) as cause:
        reason = getattr(cause, "strerror", "") or "the disk is full or read-only"
        message = f"{path} cannot be written: {reason}"
        raise StorageError(message, permanent=False) from cause
    return graph


def build_graph(session: Session) -> Graph:
    """Build the graph of all rows: one edge a piece of way, in drawing direction."""
    graph: Graph = nx.MultiDiGraph(
        crs=f"EPSG:{WGS84}",
        attribution="; ".join(list_attributions(session)),
        simplified=True,
    )
    for node in list_node_records(session):
        known = {} if node.height_m is None else {"height_m": node.height_m}
        lon, lat = node.lonlat
        graph.add_node(node.key, x=lon, y=lat, **known)
    for edge in list_edge_records(session):
        graph.add_edge(edge.start, edge.end, **_edge_values(edge))
    return graph


def _edge_values(edge: EdgeRecord) -> dict[str, object]:
    return {
        "osmid": edge.way,
        "sequence": edge.sequence,
        "highway": edge.highway,
        "footway": edge.footway,
        "oneway": edge.oneway,
        "name": edge.name,
        "length": edge.length_m,
        "geometry": edge.shape,
        **edge.values,
    }


def _write_geopackage(graph: Graph, path: Path) -> None:
    path.unlink(missing_ok=True)
    osmnx.save_graph_geopackage(graph, path, directed=True)


def _write_graphml(graph: Graph, path: Path) -> None:
    """Write both directions, but one where people on foot may go one way only."""
    both: Graph = nx.MultiDiGraph(**graph.graph)
    both.add_nodes_from(graph.nodes(data=True))
    for start, end, values in graph.edges(data=True):
        if values["oneway"] >= 0:
            both.add_edge(start, end, **{**values, "reversed": False})
        if values["oneway"] <= 0:
            turned = values["geometry"].reverse()
            back = {**values, "geometry": turned, "reversed": True}
            both.add_edge(end, start, **back)
    osmnx.save_graphml(both, path)


def _frame(graph: Graph) -> tuple[float, float, float, float]:
    """Give the box of the picture; its margin helps where all is one line."""
    lines = [values["geometry"] for _, _, values in graph.edges(data=True)]
    west, south, east, north = shapely.total_bounds(lines).tolist()
    return (
        west - MARGIN_DEGREES,
        south - MARGIN_DEGREES,
        east + MARGIN_DEGREES,
        north + MARGIN_DEGREES,
    )


def _draw(graph: Graph, path: Path) -> None:
    mpl.use("Agg")
    colours = [
        COLOURS.get(values["highway"], OTHER_COLOUR)
        for _, _, values in graph.edges(data=True)
    ]
    figure, _ = osmnx.plot_graph(
        graph,
        figsize=(SIDE_INCHES, SIDE_INCHES),
        bgcolor=PAPER,
        node_size=0,
        edge_color=colours,
        edge_linewidth=0.8,
        bbox=_frame(graph),
        show=False,
        close=True,
    )
    figure.text(0.01, 0.01, graph.graph["attribution"], color=INK, fontsize=8)
    figure.savefig(path, dpi=DPI, facecolor=PAPER)


WRITERS: Final[dict[str, Callable[[Graph, Path], None]]] = {
    ".gpkg": _write_geopackage,
    ".graphml": _write_graphml,
    ".png": _draw,
    ".svg": _draw,
}
