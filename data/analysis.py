"""Finds the gaps of the whole town and ranks the works: load → compute → store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from data.gap_check import check_declared
from data.gap_facts import GapWriter
from data.queries.gap import GapFact
from data.queries.gap_cell import CellFact, replace_cells
from data.queries.gap_declared import Moment, keep_checks, list_to_check
from data.queries.gap_merge import Analysis, merge_gaps
from data.queries.revision import get_revision, raise_revision
from data.queries.survey_hint import (
    HintFact,
    anchors_of_barriers,
    replace_hints,
)
from data.queries.town_facts import load_town_facts
from data.queries.work import WorkFact, replace_works
from data.runtime import Runtime
from data.survey_hints import HintWriter
from data.town_analysis import WALKER, ProfileSurvey, TownSurvey
from data.work_facts import USUAL_COST, WorkWriter
from geo.errors import InputError
from geo.gap.district import count_cells, find_district_gaps
from geo.gap.link import find_link_gaps
from geo.island import find_islands
from geo.network import BarrierFact
from geo.passage import Sites
from geo.profile import Profile, get_profile, load_profiles
from geo.service import load_services
from geo.service_gap import find_service_gaps, weigh_homes
from geo.stop_gap import StopGap, count_near, find_stop_gaps
from geo.works import WorksSurvey, rank_works

Say = Callable[[str], None]


@dataclass(frozen=True)
class Refreshed:
    """How much an analysis found, and what became of the gaps."""

    gaps: int
    works: int
    revision: int
    events: Mapping[str, int] = field(default_factory=dict)


def kept_profiles() -> list[Profile]:
    """List the profiles for which the town is analysed, without the walker."""
    every = load_profiles().values()
    return [profile for profile in every if profile.kept and profile.key != WALKER]


def check_kept(profile: str) -> None:
    """Refuse a profile for which the town is not analysed; empty means any.

    Raises
    ------
    InputError
        Listing those that there are.
    """
    known = [one.key for one in kept_profiles()]
    if profile and profile not in known:
        raise InputError(
            "profile", f"{profile!r} is not analysed; it is one of {', '.join(known)}"
        )


def find_gaps(survey: ProfileSurvey) -> Iterator[GapFact]:
    """Find the gaps of one profile, most serious first within each kind.

    Parameters
    ----------
    survey : ProfileSurvey

    Yields
    ------
    GapFact
        Districts, services, crossings and ramps, islands, stops.
    """
    writer, town, search = GapWriter(survey), survey.town, survey.search
    reaches = {group: search.reach(group) for group in search.doors}
    weight, _ = weigh_homes(town.network)
    for district in find_district_gaps(reaches, town.quarters, weight):
        yield writer.district(district)
    for service in find_service_gaps(search, town.quarters):
        yield writer.service(service)
    passed = {
        "usable": survey.access.hopeful.usable,
        "walker": survey.access.walker.usable,
    }
    for link in find_link_gaps(town.network, **passed):
        yield writer.crossing(link)
    islands = find_islands(town.network, **passed)
    for island in sorted(islands, key=lambda i: i.also_walker):
        yield writer.island(island)
    yield from _stop_gaps(writer, survey)


def _stop_gaps(writer: GapWriter, survey: ProfileSurvey) -> Iterator[GapFact]:
    network, sites = survey.town.network, survey.stops.sites
    gaps = find_stop_gaps(network, sites, survey.access)
    own = [gap.site for gap in gaps]
    near = count_near(
        network,
        Sites(sites.segment[own], sites.fraction[own]),
        survey.access.walker,
        limit_s=load_services().within(load_services().stops).seconds,
    )
    found = list(zip(gaps, near.tolist(), strict=True))
    for gap, people in sorted(found, key=_stop_order):
        yield writer.stop(gap, people)


def _stop_order(found: tuple[StopGap, float]) -> tuple[bool, float]:
    gap, people = found
    return gap.unknown, -people


def find_cells(survey: ProfileSurvey) -> Iterator[CellFact]:
    """Count who has each service in each quarter, for one profile.

    Parameters
    ----------
    survey : ProfileSurvey

    Yields
    ------
    CellFact
    """
    town, search = survey.town, survey.search
    reaches = {group: search.reach(group) for group in search.doors}
    weight, known = weigh_homes(town.network)
    for cell in count_cells(reaches, town.quarters, weight):
        quarter = town.facts.quarters[cell.district] if cell.district >= 0 else None
        yield CellFact(
            profile=survey.profile.key,
            service=cell.group,
            district=quarter.key if quarter else "",
            names=quarter.names if quarter else {},
            unit="residents" if known else "metres",
            reached=round(cell.reached, 1),
            unknown=round(cell.unknown, 1),
            lost=round(cell.lost, 1),
        )


LOOKS: Final = ("bad", "doubt", "other")
"""What is known to be closed comes before what is not known."""


def _ranked(gaps: Sequence[GapFact]) -> list[GapFact]:
    """Order gaps: bad before not known, then by people, each kind as it was found."""
    return sorted(gaps, key=_weight)


def _weight(gap: GapFact) -> tuple[int, float, float]:
    return LOOKS.index(gap.look), -(gap.people_low or 0), -(gap.people_high or 0)


def find_works(survey: ProfileSurvey) -> Iterator[WorkFact]:
    """Rank the works for one profile.

    Parameters
    ----------
    survey : ProfileSurvey

    Yields
    ------
    WorkFact
        In order of rank.
    """
    writer, town = WorkWriter(survey), survey.town
    works = WorksSurvey(
        town.network, town.barriers, places=survey.doors, price=survey.price
    )
    for rank, gain in enumerate(rank_works(works), start=1):
        yield writer.work(gain, rank)


def with_usual_costs(
    barriers: Sequence[BarrierFact], costs: Mapping[str, float]
) -> list[BarrierFact]:
    """Give barriers without a cost of their own the usual one of their kind.

    Parameters
    ----------
    barriers : sequence of BarrierFact
    costs : mapping of str to float
        Kind → usual cost of the repair.
    """
    return [
        replace(barrier, cost=costs[barrier.kind], details={USUAL_COST: True})
        if barrier.cost is None and barrier.kind in costs
        else barrier
        for barrier in barriers
    ]


def refresh_gaps(runtime: Runtime, say: Say = lambda _text: None) -> Refreshed:
    """Analyse the town for every kept profile: merge its gaps, replace its works.

    Parameters
    ----------
    runtime : Runtime
    say : callable
        Told in one line what is being done.

    Returns
    -------
    Refreshed

    Raises
    ------
    MissingError
        If the network is not built.
    """
    network, acting = runtime.graphs.current()
    barriers = with_usual_costs(acting, runtime.town.repair_costs)
    with runtime.database.read() as session:
        facts = load_town_facts(session)
        counted = get_revision(session).barriers
        declared = list_to_check(session)
        anchors = anchors_of_barriers(session)
    walker = get_profile(WALKER)
    town = TownSurvey(network, barriers, facts=facts, walker=walker)
    gaps: list[GapFact] = []
    works: list[WorkFact] = []
    cells: list[CellFact] = []
    checks: dict[str, str] = {}
    hints: list[HintFact] = []
    for profile in kept_profiles():
        say(f"gaps and works: {profile.key}")
        survey = ProfileSurvey(town, profile)
        gaps += find_gaps(survey)
        works += find_works(survey)
        cells += find_cells(survey)
        checks |= check_declared(survey, declared)
        hints += HintWriter(survey, anchors).hints()
    analysis = Analysis(runtime.clock(), runtime.today, network.revision, counted)
    with runtime.database.write() as session:
        events = merge_gaps(session, _ranked(gaps), analysis)
        replace_cells(session, cells)
        replace_hints(session, hints)
        keep_checks(session, checks, Moment(analysis.at, analysis.day))
        replace_works(session, works, revision=network.revision)
        raise_revision(session)
    return Refreshed(len(gaps), len(works), network.revision, events)
