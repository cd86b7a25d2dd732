"""A public report as Open311 writes it: the fields of the specification, and ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from typing import Any, Final

from flask import url_for

from data.queries.open311 import ServiceRequest
from data.runtime import Runtime
from geo.category import report_categories
from geo.draft import blur
from geo.life_cycle import report_reasons, report_states, report_words
from geo.question import report_questions
from geo.severity import find_severities
from geo.text import choose_name
from webmap.open311.place import base_url, body_names, usual_body
from webmap.photos.words import WHOLE

TARGET: Final = "target_date"
BODY: Final = "body"
KEY_MARK: Final = "KEY"


@dataclass(frozen=True)
class Teller:
    """What is the same for every row: language, zone, bodies, addresses.

    Rows are written after the request has been left, so nothing is asked of it then.

    Attributes
    ----------
    lang : str
    zone : tzinfo
    bbox : tuple of float
        west, south, east, north of the town.
    bodies : mapping of str to mapping
    usual : mapping of str to str
        Names of the municipality.
    photo_url : str
        With a mark where the key of a photo goes.
    extended : bool
    """

    lang: str
    zone: tzinfo
    bbox: tuple[float, float, float, float]
    bodies: Mapping[str, Mapping[str, str]]
    usual: Mapping[str, str]
    photo_url: str
    extended: bool = False

    def name(self, names: Mapping[str, str]) -> str:
        """Choose a name."""
        return choose_name(names, self.lang)

    def time(self, moment: datetime | None) -> str | None:
        """Write a time in the town's zone."""
        if moment is None:
            return None
        return moment.astimezone(self.zone).isoformat(timespec="seconds")


def teller_of(held: Runtime, lang: str, *, extended: bool = False) -> Teller:
    """Prepare to write rows, while there is a request."""
    photo = url_for("photos.picture", key=KEY_MARK, size=WHOLE)
    return Teller(
        lang=lang,
        zone=held.town.zone,
        bbox=held.town.bbox,
        bodies=body_names(held),
        usual=usual_body(held),
        photo_url=f"{base_url()}{photo}",
        extended=extended,
    )


def request_row(one: ServiceRequest, tell: Teller) -> dict[str, Any]:
    """Write a request with the fields of the specification, in its order."""
    report, now = one.report, one.report.standing
    kind = report_categories().get(report.category)
    lonlat = _inside(one, tell)
    row: dict[str, Any] = {
        "service_request_id": report.tracking,
        "status": now.open311,
        "status_notes": _notes(one, tell),
        "service_name": tell.name(kind.label) if kind else report.category,
        "service_code": report.category,
        "description": report.description or None,
        "agency_responsible": agency_of(one, tell),
        "service_notice": None,
        "requested_datetime": tell.time(report.created_at),
        "updated_datetime": tell.time(now.updated_at),
        "expected_datetime": tell.time(_expected(one, tell)),
        "address": report.where_text or None,
        "address_id": one.address_id or one.told.subject or None,
        "zipcode": None,
        "lat": lonlat[1] if lonlat else None,
        "long": lonlat[0] if lonlat else None,
        "media_url": _media(one, tell),
    }
    if tell.extended:
        row["extended_attributes"] = _extended(one, tell)
    return row


def _inside(one: ServiceRequest, tell: Teller) -> tuple[float, float] | None:
    """Give the position, if it is in the town that this endpoint speaks for."""
    if one.report.lonlat is None:
        return None
    lon, lat = blur(one.report.lonlat)
    west, south, east, north = tell.bbox
    return (lon, lat) if west <= lon <= east and south <= lat <= north else None


def _notes(one: ServiceRequest, tell: Teller) -> str:
    said = tell.name(report_states()[one.report.state].label)
    reason = report_reasons().get(one.report.reason)
    return f"{said}: {tell.name(reason.label)}" if reason else said


def agency_of(one: ServiceRequest, tell: Teller) -> str | None:
    """Name who takes care of it: who was named with a step, by a rule, or the town."""
    named = one.report.standing.facts.get(BODY, "")
    if named:
        return tell.name(tell.bodies.get(named, {})) or named
    return tell.name(tell.bodies.get(one.body, tell.usual)) or None


def _expected(one: ServiceRequest, tell: Teller) -> datetime | None:
    """Give the end of the day for which the repair is planned."""
    planned = one.report.standing.facts.get(TARGET, "")
    if not planned:
        return None
    return datetime.combine(date.fromisoformat(planned), time.max, tell.zone)


def _media(one: ServiceRequest, tell: Teller) -> str | None:
    if one.photo is None:
        return None
    return tell.photo_url.replace(KEY_MARK, one.photo.key)


def _extended(one: ServiceRequest, tell: Teller) -> dict[str, Any]:
    """Write what the specification has no field for; never what is private."""
    report, now = one.report, one.report.standing
    severities = find_severities(report.category, one.told.answers)
    known = report_words("evidence")
    evidence = [
        {"name": name, "value": value}
        for name, value in now.facts.items()
        if name in known and known[name].public
    ]
    answers = [
        {"code": code, "value": value}
        for code, value in one.told.answers.items()
        if code in report_questions() and not report_questions()[code].private
    ]
    return {
        "state": report.state,
        "state_name": tell.name(report_states()[report.state].label),
        "acts": now.acts,
        "channel": one.told.channel,
        "canonical_id": now.canonical or None,
        "edge_id": one.way or one.node or None,
        "stop_id": one.told.subject or None,
        "expires_datetime": tell.time(now.expires_at),
        "media_alt": one.photo.alt if one.photo else None,
        "affected": list(report.affected),
        "severities": [
            {"profile": profile, "level": severity.level.name.lower()}
            for profile, severity in severities.items()
        ],
        "answers": answers,
        "evidence": evidence,
    }
