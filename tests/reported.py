"""A town of three ways with one report on one of them, for tests of its effect."""

from __future__ import annotations

from dataclasses import dataclass

from data.db import Database
from data.graphs import GraphStore
from data.queries.effect import Effects, list_effects
from data.queries.life_cycle import advance_report
from data.queries.question import keep_answers
from data.queries.report import file_report, get_report
from data.queries.report_barrier import SiteCheck
from data.queries.say import unsay_of_report
from data.queries.vote import add_vote
from geo.answer import LonLat, Trip
from geo.draft import Draft
from geo.network import BarrierFact
from geo.observation import Method
from geo.profile import get_profile
from geo.standing import Actor, Move
from geo.trip import plan_trip
from tests.drawn_rows import Clock
from tests.life import EXAMPLES, usual_reason, usual_role
from tests.town import at

Barriers = list[BarrierFact]
IN_THE_WAY = at(150, 0)
SEEN = SiteCheck(value=0.5, method=Method.MEASURED)


@dataclass
class Town:
    """A town of three ways with one report in the middle of one of them."""

    database: Database
    store: GraphStore
    clock: Clock
    tracking: str = ""

    lonlat: LonLat = IN_THE_WAY

    def file(self, category: str = "narrow", **answers: object) -> None:
        with self.database.write() as session:
            draft = Draft(category, lonlat=self.lonlat)
            self.tracking = file_report(session, draft, at=self.clock.now).tracking
            if answers:
                keep_answers(session, self.tracking, answers)

    def step(self, *states: str, found: SiteCheck | None = None) -> None:
        for state in states:
            with self.database.write() as session:
                move = self.move(session, state)
                given = found if state == "triaged" else None
                advance_report(session, self.tracking, move, found=given)

    def move(self, session, state: str) -> Move:
        from_ = get_report(session, self.tracking).state
        role = usual_role(from_, state)
        evidence = dict(EXAMPLES)
        actor = Actor(role, f"somebody at {state}", f"body at {state}")
        return Move(state, actor, self.clock.now, usual_reason(state), evidence)

    def vote(self, who: str, kind: str = "me_too", network: str = "") -> None:
        with self.database.write() as session:
            where = network or f"net of {who}"
            values = {"kind": kind, "network": where, "at": self.clock.now}
            add_vote(session, self.tracking, who, **values)

    def take_back(self, who: str) -> None:
        with self.database.write() as session:
            unsay_of_report(session, self.tracking, who, at=self.clock.now)

    @property
    def effects(self) -> Effects:
        with self.database.read() as session:
            return list_effects(session, self.tracking)

    @property
    def effect(self) -> str:
        return str(self.effects.effect)

    def ride(
        self, profile: str = "manual_wheelchair", barriers: Barriers | None = None
    ) -> Trip:
        network, now = self.store.current()
        return plan_trip(
            network,
            now if barriers is None else barriers,
            origin=at(110, 0),
            destination=at(190, 0),
            profile=get_profile(profile),
        )
