"""Every table, one file per aggregate."""

from data.models.barrier import AuditEvent, Barrier, Gap, Report, Work
from data.models.base import Base, Json, Names, to_column, to_shapely
from data.models.network import Edge, Node, Way
from data.models.place import Area, Entrance, Place
from data.models.source import ObservationRow, Revision, Source
from data.models.transit import (
    Agency,
    FeedRow,
    Line,
    Service,
    ServiceDate,
    Shape,
    Stop,
    StopTime,
    TransitTrip,
)

__all__ = [
    "Agency",
    "Area",
    "AuditEvent",
    "Barrier",
    "Base",
    "Edge",
    "Entrance",
    "FeedRow",
    "Gap",
    "Json",
    "Line",
    "Names",
    "Node",
    "ObservationRow",
    "Place",
    "Report",
    "Revision",
    "Service",
    "ServiceDate",
    "Shape",
    "Source",
    "Stop",
    "StopTime",
    "TransitTrip",
    "Way",
    "Work",
    "to_column",
    "to_shapely",
]
