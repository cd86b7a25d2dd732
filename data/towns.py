"""Towns: a folder each, whose ``town.toml`` says what the town is and what to load."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from data.queries.source import SourceInfo
from geo.assignment import Rule
from geo.barrier_kind import barrier_kinds
from geo.clock import SATURDAY, SUNDAY, WEEK
from geo.crs import require_lon_lat
from geo.errors import InputError
from geo.norm_file import get_norm
from geo.retention import schedule

SAMPLES: Final = Path(__file__).parent / "samples"
FILE: Final = "town.toml"
NO_TOWN: Final = "none"
FIELD: Final = "WUSUL_TOWN"
USUAL_NORM: Final = "fr-2007"
WEEKEND: Final = (SATURDAY, SUNDAY)


@dataclass(frozen=True)
class Load:
    """One file of a town and how it is imported.

    Attributes
    ----------
    importer : str
        ``"osm"``, ``"gtfs"``, ``"elevation"`` or ``"survey"``.
    file : str
        File or folder, relative to the town's folder.
    source : str
        Key of the source, a key of ``Town.sources``.
    options : dict
        Options of the importer.
    """

    importer: str
    file: str
    source: str
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Body:
    """Somebody who acts in the town: a municipality, an association.

    Attributes
    ----------
    key, kind : str
        ``kind`` is ``"municipality"``, ``"association"``, ``"monitor"``, or
        ``"operator"``: somebody else who is responsible for streets, stops or cables.
    names : dict of str to str
        Language → name.
    """

    key: str
    kind: str
    names: dict[str, str]


@dataclass(frozen=True)
class Town:
    """What an instance knows of its town.

    Attributes
    ----------
    key : str
    folder : Path
        Where its files are.
    names : dict of str to str
        Language → name; empty where no town is set.
    languages : tuple of str
        The first one is shown first.
    timezone, currency, country : str
        IANA name; ISO 4217 code; ISO 3166 code, empty where it is not told.
    centre : tuple of float
        (lon, lat).
    zoom : float
        Of the map at first sight.
    bbox : tuple of float
        west, south, east, north.
    boundary : str
        File of the boundary, relative to the folder; empty without one.
    bodies : tuple of Body
    sources : dict of str to SourceInfo
    notices : dict of str to dict
        Key of a source → language → what a reader must know of its data.
    loads : tuple of Load
        In the order in which they are imported.
    repair_costs : dict of str to float
        Kind of barrier → what its repair usually costs, in the town's currency.
    norm : str
        Key of the norm set that is shown with a trip.
    rest_days : tuple of int
        Days of the week without work, Monday is 0.
    rules : tuple of Rule
        Whose reports are, where an instance begins.
    """

    key: str
    folder: Path
    names: dict[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ("ar", "fr", "en")
    timezone: str = "UTC"
    currency: str = ""
    country: str = ""
    centre: tuple[float, float] = (0.0, 0.0)
    zoom: float = 1.0
    bbox: tuple[float, float, float, float] = (-180.0, -85.0, 180.0, 85.0)
    boundary: str = ""
    bodies: tuple[Body, ...] = ()
    sources: dict[str, SourceInfo] = field(default_factory=dict)
    notices: dict[str, dict[str, str]] = field(default_factory=dict)
    loads: tuple[Load, ...] = ()
    repair_costs: dict[str, float] = field(default_factory=dict)
    norm: str = USUAL_NORM
    rest_days: tuple[int, ...] = WEEKEND
    retention: dict[str, int] = field(default_factory=dict)
    authority: dict[str, str] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The town's time zone."""
        return ZoneInfo(self.timezone)


def list_towns() -> list[str]:
    """List the keys of the bundled towns."""
    return sorted(path.parent.name for path in SAMPLES.glob(f"*/{FILE}"))


def load_town(key_or_path: str) -> Town:
    """Read a town.

    Parameters
    ----------
    key_or_path : str
        Key of a bundled town, path of a town folder, or ``"none"``.

    Returns
    -------
    Town
        Without names, sources and loads for ``"none"``.

    Raises
    ------
    InputError
        If the folder or a needed value is missing, or the file is malformed.
    """
    if key_or_path in (NO_TOWN, ""):
        return Town(key=NO_TOWN, folder=SAMPLES)
    bundled = SAMPLES / key_or_path
    folder = bundled if (bundled / FILE).is_file() else Path(key_or_path)
    path = folder / FILE
    if not path.is_file():
        known = ", ".join([*list_towns(), NO_TOWN])
        reason = f"{key_or_path!r} is neither a town ({known}) nor a folder with {FILE}"
        raise InputError(FIELD, reason)
    return parse_town(_read(path), folder)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as cause:
        raise InputError(str(path), f"is not a TOML file: {cause}") from cause


def parse_town(values: Mapping[str, Any], folder: Path) -> Town:
    """Build a town from the tables of its file.

    Parameters
    ----------
    values : mapping
    folder : Path
        Where the town's files are.

    Returns
    -------
    Town

    Raises
    ------
    InputError
        Naming the value that is missing or of the wrong kind.
    """
    file = str(folder / FILE)
    try:
        town = _town(values, folder)
    except ZoneInfoNotFoundError as cause:
        raise InputError(file, f"the time zone is not known: {cause}") from cause
    except KeyError as cause:
        raise InputError(file, f"{cause.args[0]!r} is missing") from cause
    except (TypeError, ValueError, AttributeError) as cause:
        raise InputError(file, f"a value is of the wrong kind: {cause}") from cause
    _check(town, file)
    return town


def _town(values: Mapping[str, Any], folder: Path) -> Town:
    sources = values.get("sources", {})
    lon, lat = (float(number) for number in values["centre"])
    west, south, east, north = (float(number) for number in values["bbox"])
    return Town(
        key=str(values["key"]),
        folder=folder,
        names=dict(values["names"]),
        languages=tuple(values["languages"]),
        timezone=ZoneInfo(values["timezone"]).key,
        currency=str(values["currency"]),
        country=str(values.get("country", "")),
        centre=(lon, lat),
        zoom=float(values["zoom"]),
        bbox=(west, south, east, north),
        boundary=str(values.get("boundary", "")),
        bodies=tuple(Body(**row) for row in values.get("bodies", [])),
        sources={
            key: SourceInfo.from_mapping(key, row) for key, row in sources.items()
        },
        notices={key: dict(row.get("notice", {})) for key, row in sources.items()},
        loads=tuple(Load(**row) for row in values.get("load", [])),
        repair_costs={k: float(v) for k, v in values.get("repair_costs", {}).items()},
        norm=str(values.get("norm", USUAL_NORM)),
        rest_days=tuple(int(day) for day in values.get("rest_days", WEEKEND)),
        retention={k: int(v) for k, v in values.get("retention", {}).items()},
        authority=dict(values.get("authority", {})),
        rules=tuple(Rule(0, **row) for row in values.get("assign", [])),
    )


def _check(town: Town, file: str) -> None:
    west, south, east, north = town.bbox
    require_lon_lat(*town.centre, field=f"{file}: centre")
    require_lon_lat(west, south, field=f"{file}: bbox")
    require_lon_lat(east, north, field=f"{file}: bbox")
    for kind, cost in town.repair_costs.items():
        if kind not in barrier_kinds() or cost < 0:
            raise InputError(file, f"repair_costs: {kind} = {cost:g} cannot be")
    if not set(town.rest_days) < set(WEEK):
        raise InputError(file, f"rest_days: {town.rest_days} leaves no day of 0 … 6")
    _check_rules(town, file)
    _check_tables(town, file)
    for load in town.loads:
        if load.source not in town.sources:
            raise InputError(
                file, f"{load.file}: no source {load.source!r} is described"
            )
        if not (town.folder / load.file).exists():
            raise InputError(file, f"{load.file} does not exist in {town.folder}")


def _check_rules(town: Town, file: str) -> None:
    bodies = [body.key for body in town.bodies]
    for rule in town.rules:
        if rule.body not in bodies:
            raise InputError(file, f"assign: there is no body {rule.body!r}")


def _check_tables(town: Town, file: str) -> None:
    try:
        schedule(town.retention)
    except InputError as wrong:
        raise InputError(file, f"{wrong.field}: {wrong.reason}") from wrong
    try:
        get_norm(town.norm)
    except InputError as wrong:
        raise InputError(file, f"norm: {wrong.reason}") from wrong
