"""Where reports lie in the inbox: area, owner of the ground, responsible body."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import shapely
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from data.functions import in_bbox
from data.models import (
    Area,
    AssignmentRule,
    Desk,
    DeskSeverity,
    Report,
    Way,
    to_shapely,
)
from data.queries.question import get_answers
from geo.answer import LonLat
from geo.assignment import Facts, Rule, assign, owner_of
from geo.bbox import bbox_around
from geo.hang import WayHanger
from geo.lies_in import Areas, NamedArea
from geo.severity import Level, find_severities
from geo.text import fold

NEAREST_M: Final = 30.0
"""Farther from every way, nobody knows whose the ground is."""
BY_RULE: Final = "rule"
BY_PERSON: Final = "person"
BODY: Final = "body"
HANDED_OVER: Final = ("forwarded", "closed_not_responsible")
"""States to which a step leads that names the responsible body."""
LONGEST_BODY: Final = 64


def load_areas(session: Session) -> Areas:
    """Read the areas of the town."""
    rows = session.execute(select(Area.key, Area.geom).order_by(Area.key))
    return Areas([NamedArea(row.key, to_shapely(row.geom)) for row in rows])


def load_rules(session: Session) -> list[Rule]:
    """Read the rules of assignment, the oldest first."""
    rows = session.scalars(select(AssignmentRule).order_by(AssignmentRule.id))
    return [Rule(r.id, r.body, r.category, r.area, r.owner) for r in rows]


def position_of(report: Report) -> LonLat | None:
    """Give where a report is; nothing where nobody knows."""
    if report.geom is None:
        return None
    point = to_shapely(report.geom).centroid
    return point.x, point.y


def find_owner(session: Session, lonlat: LonLat | None) -> str:
    """Find who owns the ground at a point by its nearest way; empty off every way."""
    if lonlat is None:
        return ""
    near = in_bbox(Way.geom, *bbox_around(lonlat, NEAREST_M))
    wanted = select(Way.highway, Way.geom).where(near).order_by(Way.key)
    rows = session.execute(wanted).all()
    lines = [shapely.get_coordinates(to_shapely(row.geom)) for row in rows]
    hung = WayHanger(lines).nearest(lonlat, limit_m=NEAREST_M) if lines else None
    return "" if hung is None else owner_of(rows[hung.way].highway)


def searchable(report: Report) -> str:
    """Give what is searched of a report, folded: its number and what was said."""
    said = f"{report.tracking} {report.where_text} {report.description}"
    return fold(said)


def facts_of(report: Report, desk: Desk, areas: Areas) -> Facts:
    """Give what rules look at of a report."""
    lonlat = position_of(report)
    around = areas.around(lonlat) if lonlat is not None else ()
    return Facts(report.category, around, desk.owner)


def lay_on_desk(
    session: Session,
    report: Report,
    *,
    areas: Areas | None = None,
    rules: Sequence[Rule] | None = None,
) -> Desk:
    """Find out where a report belongs, and whose it is by the rules.

    Parameters
    ----------
    session : Session
        A write session.
    report : Report
        With an id.
    areas : Areas, optional
    rules : sequence of Rule, optional
        Read where they are not at hand.

    Returns
    -------
    Desk
        What a person has assigned stays.
    """
    desk = session.get(Desk, report.id) or Desk(
        report_id=report.id, body="", person="", assigned_by=BY_RULE
    )
    desk.owner = find_owner(session, position_of(report))
    desk.words = searchable(report)
    facts = facts_of(report, desk, load_areas(session) if areas is None else areas)
    desk.area = next(iter(facts.areas), "")
    if desk.assigned_by == BY_RULE:
        known = load_rules(session) if rules is None else rules
        chosen = assign(known, facts)
        desk.body = chosen.body if chosen else ""
    session.add(desk)
    _keep_severities(session, report)
    return desk


def lay_missing(session: Session) -> int:
    """Lay the reports of before on the desk; tell how many there were."""
    known = select(Desk.report_id).where(Desk.report_id == Report.id).exists()
    rows = session.scalars(select(Report).where(~known).order_by(Report.id)).all()
    areas, rules = load_areas(session), load_rules(session)
    for row in rows:
        lay_on_desk(session, row, areas=areas, rules=rules)
    return len(rows)


def look_at_desk(session: Session, report: Report) -> Desk:
    """Give where a report lies, to be read only."""
    nowhere = Desk(area="", owner="", body="", person="", assigned_by=BY_RULE)
    return session.get(Desk, report.id) or nowhere


def find_desk(session: Session, report: Report) -> Desk:
    """Give where a report lies; reports of before are laid down now."""
    return session.get(Desk, report.id) or lay_on_desk(session, report)


def follow_body(session: Session, report: Report) -> None:
    """Lay a report with the body that the step to its state has named."""
    body = str((report.facts or {}).get(BODY, ""))
    if body and report.state in HANDED_OVER:
        desk = find_desk(session, report)
        desk.body, desk.assigned_by = body[:LONGEST_BODY], BY_PERSON


def _keep_severities(session: Session, report: Report) -> None:
    """Keep how much a report stops each profile, to be filtered by."""
    session.execute(delete(DeskSeverity).where(DeskSeverity.report_id == report.id))
    answers = get_answers(session, report.tracking)
    for profile, found in find_severities(report.category, answers).items():
        if found.level is not Level.FREE:
            level = found.level.name.lower()
            row = DeskSeverity(report_id=report.id, profile=profile, level=level)
            session.add(row)
    session.flush()
