"""``wusul check``: is the instance sound, and how much of it is made up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import click
import orjson
from sqlalchemy.orm import Session

from data.population import get_population
from data.queries.audit import find_broken_event
from data.queries.made_up import count_made_up
from data.queries.network import count_network, list_orphans
from data.queries.outbox import GIVEN_UP, WAITING, count_mail, list_lost
from data.queries.replay import find_unlike
from data.runtime import Runtime
from geo.errors import DataError, MissingError
from geo.people.account import find_doubts, list_sources
from webmap.health import list_doubts, list_troubles
from webmap.lists import require_tables
from webmap.photos.store import check_files

EXAMPLES: Final = 5
AUDIT: Final = "audit trail"
REPORTS: Final = "reports"

Answer = tuple[bool, str]
"""Whether all is well, and what was found."""


def _audit(session: Session) -> Answer:
    broken = find_broken_event(session)
    if broken is None:
        return True, "every event follows the one before"
    return False, str(broken)


def _reports(session: Session) -> Answer:
    unlike = find_unlike(session)
    if not unlike:
        return True, "every report stands where its events have led it"
    some = ", ".join(unlike[:EXAMPLES])
    return False, f"{len(unlike)} stand elsewhere than their events say: {some}"


def _orphans(session: Session) -> Answer:
    orphans = list_orphans(session)
    if not orphans:
        return True, "everything hangs on a way or node that is there"
    some = "; ".join(map(str, orphans[:EXAMPLES]))
    return True, f"{len(orphans)} hang on nothing that is there, for example {some}"


def _edges(session: Session) -> Answer:
    return True, f"{count_network(session).edges} edges"


def _demonstration(session: Session) -> Answer:
    counted = count_made_up(session)
    parts = [f"{one.made_up} of {one.total} {one.name}" for one in counted]
    return True, "made up to show the system: " + ", ".join(parts)


def _mail(session: Session) -> Answer:
    """Letters that got lost are told, but make no instance unsound."""
    count, lost = count_mail(session), list_lost(session, limit=EXAMPLES)
    said = f"{count[WAITING]} letters wait, {count[GIVEN_UP]} were given up"
    some = "; ".join(f"{one.template}, {one.trouble}" for one in lost)
    return True, f"{said}: {some}" if some else said


def _residents(runtime: Runtime) -> Answer:
    """Whose count of people is used, and where they stand on too few streets."""
    network, _ = runtime.graphs.current()
    with runtime.database.read() as session:
        settled = get_population(session, network)
    sources = list_sources(settled)
    if not sources:
        return True, "nobody was counted; type: wusul import population"
    doubts = list(find_doubts(settled))
    some = "; ".join(f"{one.record}: {one.message}" for one in doubts[:EXAMPLES])
    said = "; ".join(sources)
    return True, f"{said}. In doubt ({len(doubts)}): {some}" if doubts else said


CHECKS: Final[dict[str, Callable[[Session], Answer]]] = {
    AUDIT: _audit,
    REPORTS: _reports,
    "anchors": _orphans,
    "edges": _edges,
    "mail": _mail,
    "demonstration": _demonstration,
}


def run_checks(runtime: Runtime) -> dict[str, Answer]:
    """Run every check: name → answer."""
    troubles = list_troubles(runtime) or list_doubts(runtime)
    found: dict[str, Answer] = {
        name: (name not in troubles, troubles.get(name, "ready"))
        for name in ("database", "network")
    }
    with runtime.database.read() as session:
        found |= {name: check(session) for name, check in CHECKS.items()}
    if found["network"][0]:
        found["residents"] = _residents(runtime)
    return found | {"photos": check_files(runtime)}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def check(runtime: Runtime, *, as_json: bool) -> None:
    """Check database, network, audit trail and anchors; count what is made up."""
    require_tables(runtime)
    found = run_checks(runtime)
    if as_json:
        body = {name: {"ok": ok, "found": said} for name, (ok, said) in found.items()}
        click.echo(orjson.dumps(body, option=orjson.OPT_INDENT_2))
    else:
        for name, (ok, said) in found.items():
            click.echo(f"{'ok ' if ok else 'BAD'}  {name}: {said}")
    bad = [name for name, (ok, _said) in found.items() if not ok]
    if AUDIT in bad:
        raise DataError("the audit trail was changed")
    if REPORTS in bad:
        raise DataError("reports were changed past the audit trail")
    if bad:
        raise MissingError(f"not ready: {', '.join(bad)}")
