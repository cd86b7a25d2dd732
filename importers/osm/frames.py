"""What the importer makes of the elements: rows to be, without a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from geo.observation import Observation
from importers.osm.facts import Facts
from importers.osm.way_frames import WayFrames


@dataclass(frozen=True)
class NodeFrame:
    """A node of the network."""

    id: int
    key: str
    lonlat: tuple[float, float]
    tags: Mapping[str, str]


@dataclass(frozen=True)
class PlaceFrame:
    """A place."""

    key: str
    kind: str
    names: dict[str, str]
    tags: Mapping[str, str]
    lonlat: tuple[float, float]


@dataclass(frozen=True)
class EntranceFrame:
    """A door of a place."""

    key: str
    place_key: str
    kind: str
    names: dict[str, str]
    tags: Mapping[str, str]
    lonlat: tuple[float, float]


@dataclass(frozen=True)
class StopFrame:
    """A stop."""

    key: str
    names: dict[str, str]
    location_type: int
    role: str
    modes: list[str]
    boarding: int
    tags: Mapping[str, str]
    lonlat: tuple[float, float]


@dataclass(frozen=True)
class BarrierFrame:
    """A barrier on the network; ``number`` and ``text`` are both unset when unknown."""

    key: str
    kind: str
    attribute: str
    number: float | None
    text: str | None
    lonlat: tuple[float, float]
    way_key: str
    along_m: float
    method: str
    node_key: str | None = None
    observed_on: date | None = None
    names: dict[str, str] = field(default_factory=dict)


@dataclass
class OsmFrames:
    """All rows to be of one import."""

    nodes: list[NodeFrame] = field(default_factory=list)
    ways: WayFrames = field(default_factory=WayFrames.none)
    places: list[PlaceFrame] = field(default_factory=list)
    entrances: list[EntranceFrame] = field(default_factory=list)
    stops: list[StopFrame] = field(default_factory=list)
    barriers: list[BarrierFrame] = field(default_factory=list)
    facts: Facts = field(default_factory=Facts)
    crossings: set[int] = field(default_factory=set)
    """Nodes at which people cross a street."""
    data_date: date | None = None

    @property
    def observations(self) -> list[Observation]:
        """What the tags say, subject by subject."""
        return self.facts.observations
