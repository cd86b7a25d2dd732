"""Every table, one file per aggregate."""

from data.models.barrier import AuditEvent, Barrier, Report, Work
from data.models.base import Base, Json, Names, to_column, to_shapely
from data.models.calendar import Frequency, Service, ServiceDate
from data.models.contact import Contact
from data.models.effect import ReportEffect
from data.models.fare import Fare, FareRule
from data.models.follow import Follower
from data.models.gap import Gap, GapCause, GapCell, GapEvent, GapRun, SurveyHint
from data.models.hand_line import HandLineRevision, HandLineRow
from data.models.inbox import (
    AnswerTemplateRow,
    Appeal,
    AssignmentRule,
    Desk,
    DeskSeverity,
    ReportNote,
    ReportUpdate,
    SealedText,
)
from data.models.live import LiveFeed
from data.models.measure import Measure
from data.models.network import Edge, Node, Way
from data.models.open311 import (
    ApiKey,
    HeldSender,
    MediaFetch,
    Open311Update,
    RateCount,
    ReportOrigin,
    SenderMark,
)
from data.models.people import OpportunityCount, PopulationCell
from data.models.person import Mail, PersonLink, PersonRow, SignIn, Throttle
from data.models.photo import ReportPhoto
from data.models.place import Area, Entrance, Place
from data.models.question import ReportTold, ReportVote
from data.models.source import ObservationRow, Revision, Source
from data.models.station import Level, Pathway, Transfer
from data.models.transit import (
    Agency,
    FeedRow,
    Line,
    Shape,
    Stop,
    StopTime,
    TransitTrip,
)

__all__ = [
    "Agency",
    "AnswerTemplateRow",
    "ApiKey",
    "Appeal",
    "Area",
    "AssignmentRule",
    "AuditEvent",
    "Barrier",
    "Base",
    "Contact",
    "Desk",
    "DeskSeverity",
    "Edge",
    "Entrance",
    "Fare",
    "FareRule",
    "FeedRow",
    "Follower",
    "Frequency",
    "Gap",
    "GapCause",
    "GapCell",
    "GapEvent",
    "GapRun",
    "HandLineRevision",
    "HandLineRow",
    "HeldSender",
    "Json",
    "Level",
    "Line",
    "LiveFeed",
    "Mail",
    "Measure",
    "MediaFetch",
    "Names",
    "Node",
    "ObservationRow",
    "Open311Update",
    "OpportunityCount",
    "Pathway",
    "PersonLink",
    "PersonRow",
    "Place",
    "PopulationCell",
    "RateCount",
    "Report",
    "ReportEffect",
    "ReportNote",
    "ReportOrigin",
    "ReportPhoto",
    "ReportTold",
    "ReportUpdate",
    "ReportVote",
    "Revision",
    "SealedText",
    "SenderMark",
    "Service",
    "ServiceDate",
    "Shape",
    "SignIn",
    "Source",
    "Stop",
    "StopTime",
    "SurveyHint",
    "Throttle",
    "Transfer",
    "TransitTrip",
    "Way",
    "Work",
    "to_column",
    "to_shapely",
]
