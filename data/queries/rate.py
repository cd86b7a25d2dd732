"""Counts of what senders do: shared by all workers, forgotten after the window."""

from __future__ import annotations

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from data.models import RateCount
from geo.rate import Rate, wait_s


def count_one(session: Session, rate: Rate, mark: str, *, now_s: float) -> float:
    """Count one more; a refusal takes it back by leaving the session with an error.

    Parameters
    ----------
    session : Session
        A write session.
    rate : Rate
    mark : str
        Keyed hash of the sender.
    now_s : float
        Seconds since 1970.

    Returns
    -------
    float
        Seconds to wait; 0 where it is allowed.
    """
    begins = int(now_s // rate.window_s) * rate.window_s
    name = f"{rate.kind}/{rate.by}"
    count = _raise(session, (name, mark, begins), ends=begins + 2 * rate.window_s)
    earlier = select(RateCount.count).where(
        RateCount.kind == name,
        RateCount.mark == mark,
        RateCount.begins == begins - rate.window_s,
    )
    before = session.scalar(earlier) or 0
    return wait_s(rate, before=before, count=count, into_s=now_s - begins)


def _raise(session: Session, key: tuple[str, str, int], *, ends: int) -> int:
    name = session.get_bind().dialect.name
    insert = postgresql.insert if name == "postgresql" else sqlite.insert
    kind, mark, begins = key
    row = {"kind": kind, "mark": mark, "begins": begins, "ends": ends, "count": 1}
    more = insert(RateCount).values(**row)
    more = more.on_conflict_do_update(
        index_elements=["kind", "mark", "begins"],
        set_={"count": RateCount.count + 1},
    )
    return session.scalars(more.returning(RateCount.count)).one()


def forget_counts(session: Session, *, now_s: float) -> int:
    """Forget the windows that nobody needs any more; give how many there were."""
    over = RateCount.ends <= int(now_s)
    count = session.scalar(select(func.count()).where(over)) or 0
    session.execute(delete(RateCount).where(over))
    return count
