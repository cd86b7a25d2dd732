"""Finds the gaps of the whole town and ranks the works: load → compute → store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from data.gap_facts import USUAL_COST, GapWriter
from data.queries.gap import GapFact, replace_gaps
from data.queries.revision import raise_revision
from data.queries.town_facts import load_town_facts
from data.queries.work import WorkFact, replace_works
from data.runtime import Runtime
from data.town_analysis import WALKER, ProfileSurvey, TownSurvey
from geo.errors import InputError
from geo.island import find_islands
from geo.network import BarrierFact
from geo.profile import Profile, get_profile, load_profiles
from geo.service_gap import find_service_gaps
from geo.service_reach import ServiceSearch
from geo.stop_gap import find_stop_gaps
from geo.works import WorksSurvey, rank_works

Say = Callable[[str], None]


@dataclass(frozen=True)
class Refreshed:
    """How much an analysis found."""

    gaps: int
    works: int
    revision: int


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
        Islands, then services, then stops.
    """
    writer, town, access = GapWriter(survey), survey.town, survey.access
    islands = find_islands(
        town.network, usable=access.hopeful.usable, walker=access.walker.usable
    )
    for island in sorted(islands, key=lambda i: i.also_walker):
        yield writer.island(island)
    search = ServiceSearch(town.network, survey.doors, access)
    for service in find_service_gaps(search, town.quarters):
        yield writer.service(service)
    stops = find_stop_gaps(town.network, survey.stops.sites, access)
    for stop in sorted(stops, key=lambda s: s.unknown):
        yield writer.stop(stop)


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
    writer, town = GapWriter(survey), survey.town
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
    """Analyse the town for every kept profile and replace its gaps and works.

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
    walker = get_profile(WALKER)
    town = TownSurvey(network, barriers, facts=facts, walker=walker)
    gaps: list[GapFact] = []
    works: list[WorkFact] = []
    for profile in kept_profiles():
        say(f"gaps and works: {profile.key}")
        survey = ProfileSurvey(town, profile)
        gaps += find_gaps(survey)
        works += find_works(survey)
    with runtime.database.write() as session:
        replace_gaps(session, gaps, revision=network.revision)
        replace_works(session, works, revision=network.revision)
        raise_revision(session)
    return Refreshed(len(gaps), len(works), network.revision)
