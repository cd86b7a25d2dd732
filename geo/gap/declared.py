"""Gaps that an association declares, and what the analysis says of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from geo.crs import parse_lon_lat
from geo.errors import InputError
from geo.gap.kind import gap_words
from geo.personal import find_personal
from geo.service import load_services

TITLE: Final = 160
TEXT: Final = 2000
"""Letters at most."""
FIELDS: Final = (
    "id",
    "title",
    "text",
    "kind",
    "profile",
    "service",
    "position",
    "lang",
)
"""Columns of a table of declared gaps."""
CONFIRMED: Final = "confirmed"
REJECTED: Final = "rejected"
DOUBT: Final = "doubt"


@dataclass(frozen=True)
class Declared:
    """A gap as it was declared.

    Attributes
    ----------
    title, text : str
        In the declarer's language; published as they are.
    lang : str
    kind, profile, service : str
        The service may be empty.
    lonlat : tuple of float
        Degrees, EPSG:4326.
    id : str
        The declarer's own number of it; empty without one.
    """

    title: str
    text: str
    lang: str
    kind: str
    profile: str
    service: str
    lonlat: tuple[float, float]
    id: str = ""


def read_declared(
    cells: Mapping[str, str],
    *,
    profiles: Collection[str],
    country: str = "",
) -> Declared:
    """Read what somebody declares.

    Parameters
    ----------
    cells : mapping of str to str
        Name of ``FIELDS`` → text; ``position`` is "lon,lat".
    profiles : collection of str
        Those for which the town is analysed.
    country : str
        ISO 3166 code: whose telephone numbers are known without a prefix.

    Returns
    -------
    Declared

    Raises
    ------
    InputError
        Naming the field that is missing, too long, not known, or tells who somebody is.
    """
    said = {name: cells.get(name, "").strip() for name in FIELDS}
    _check_text(said, "title", TITLE, country)
    _check_text(said, "text", TEXT, country)
    _check_word(said, "kind", gap_words("kind"))
    _check_word(said, "profile", profiles)
    if said["service"] or said["kind"] == "service":
        _check_word(said, "service", load_services().groups)
    if not said["position"]:
        raise InputError("position", "is missing")
    return Declared(
        title=said["title"],
        text=said["text"],
        lang=said["lang"] or "ar",
        kind=said["kind"],
        profile=said["profile"],
        service=said["service"],
        lonlat=parse_lon_lat(said["position"], field="position"),
        id=said["id"],
    )


def _check_text(said: Mapping[str, str], name: str, most: int, country: str) -> None:
    text = said[name]
    if not text:
        raise InputError(name, "is missing")
    if len(text) > most:
        raise InputError(name, f"has {len(text)} letters, {most} at most")
    found = find_personal(text, country=country)
    if found:
        reason = f"tells who somebody is ({found[0].kind}); it would be published"
        raise InputError(name, reason)


def _check_word(said: Mapping[str, str], name: str, known: Collection[str]) -> None:
    if said[name] not in known:
        allowed = ", ".join(known)
        raise InputError(name, f"{said[name][:40]!r} is not one of {allowed}")


@dataclass(frozen=True)
class Here:
    """What the analysis knows of the place of a declared gap, for its person.

    Attributes
    ----------
    strict, hopeful : bool
        Whether there is a way out and back: over what is known to be usable, and over
        all that is not known to be unusable.
    walker : bool
        The same for an unimpeded walker.
    """

    strict: bool
    hopeful: bool
    walker: bool


def judge_declared(here: Here | None) -> str:
    """Tell what the analysis says of a declared gap.

    Parameters
    ----------
    here : Here or None
        ``None`` where the place lies off every street.

    Returns
    -------
    str
        ``"confirmed"``, ``"rejected"`` or ``"doubt"``: not enough data. Whatever it
        is, the gap stays listed; only who declared it takes it back.
    """
    if here is None or (here.hopeful and not here.strict):
        return DOUBT
    return REJECTED if here.strict or not here.walker else CONFIRMED
