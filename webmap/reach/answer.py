"""From a question about reach to an answer in words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from data.opportunities import get_places
from data.runtime import Runtime
from geo.errors import DataError, InputError, MissingError
from geo.reach import Question, find_reach
from geo.reach_answer import Reach
from webmap.i18n import best_name, gettext
from webmap.rate import require_calm
from webmap.reach.form import ReachForm
from webmap.trips.spot import Spot, find_spot, make_goal
from webmap.trips.when import read_at
from webmap.wording.provenance import known_sources
from webmap.wording.reach import ReachWords, say_reach


@dataclass
class Answer:
    """What the page says to a question.

    Attributes
    ----------
    spot : Spot, optional
        Where it begins.
    reach : Reach, optional
    words : ReachWords, optional
    problem : str
        Why nothing can be said here at all.
    """

    spot: Spot | None = None
    reach: Reach | None = None
    words: ReachWords | None = None
    problem: str = ""


def compute(runtime: Runtime, session: Session, asked: Question) -> Reach:
    """Find what is within reach, on the network and the data as they are now."""
    at, graphs = asked.at, runtime.graphs
    network, barriers = graphs.current() if at is None else graphs.at(at)
    return find_reach(network, barriers, asked, get_places(session, network))


def say(runtime: Runtime, session: Session, found: Reach) -> ReachWords:
    """Say an answer in the language that is spoken."""
    sources = known_sources(session, runtime.town)
    return say_reach(found, sources, is_older=runtime.graphs.is_older())


def answer(runtime: Runtime, session: Session, form: ReachForm) -> Answer:
    """Answer a question; what is wrong with it is added to ``form.errors``."""
    found = Answer()
    if not form.typed["from"]:
        return found
    found.spot = spot = find_spot(session, form.typed["from"], form.typed["from_at"])
    if spot.problem:
        form.errors.setdefault("from", spot.problem)
    if form.errors or spot.lonlat is None:
        return found
    require_calm("reach")
    goal = make_goal(session, spot.lonlat, spot.key)
    at = read_at(runtime, form.typed["at"])
    try:
        found.reach = compute(runtime, session, form.question(goal, at))
    except (MissingError, DataError):
        found.problem = gettext("The streets of this town are not ready for trips yet.")
    except InputError as error:
        form.errors[error.field] = _far() if error.field == "from" else str(error)
    if found.reach is not None:
        found.words = say(runtime, session, found.reach)
        found.spot = _named(spot, found.reach)
    return found


def _named(spot: Spot, found: Reach) -> Spot:
    """Name a bare position after the street that it lies on."""
    if not spot.is_bare:
        return spot
    near = best_name(found.origin.names)
    name = gettext("A point near %(name)s", name=near) if near else ""
    return replace(spot, name=name or gettext("A point on the map"))


def _far() -> str:
    return gettext(
        "This place is too far from every street and path that we know. Please choose "
        "a place nearer to one."
    )
