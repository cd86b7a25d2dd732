"""What else a program said of a report that it handed in, and its token."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Report, ReportOrigin
from data.queries.hold import HELD
from data.queries.report import ReportRecord, get_row, record_of


@dataclass(frozen=True)
class Origin:
    """What a program said besides the report.

    Attributes
    ----------
    key_id : int
        Of its key.
    account : str
        What it calls its user.
    address_id : str
        What it called the place.
    """

    key_id: int
    account: str = ""
    address_id: str = ""


def keep_origin(session: Session, tracking: str, origin: Origin) -> None:
    """Keep it; a report that is held gets a token, which stands for its number.

    Parameters
    ----------
    session : Session
        A write session, in which the report has just been filed.
    tracking : str
    origin : Origin
    """
    row = get_row(session, tracking)
    token = secrets.token_hex(16) if row.state == HELD else None
    session.add(
        ReportOrigin(
            report_id=row.id,
            api_key_id=origin.key_id,
            account=origin.account,
            address_id=origin.address_id,
            token=token,
        )
    )
    session.flush()


def find_token(session: Session, tracking: str) -> str:
    """Find the token of a report; empty where it has none."""
    joined = select(ReportOrigin.token).join(
        Report, Report.id == ReportOrigin.report_id
    )
    return session.scalar(joined.where(Report.tracking == tracking)) or ""


def find_by_token(session: Session, token: str) -> ReportRecord | None:
    """Find the report that a token stands for."""
    joined = select(Report).join(ReportOrigin, Report.id == ReportOrigin.report_id)
    row = session.scalar(joined.where(ReportOrigin.token == token))
    return record_of(row) if row else None
