"""An obstacle that people confirm and nobody measures, on streets of El Kef."""

from __future__ import annotations

import pytest

from data.metrics import MetricStore
from data.queries.report_barrier import SiteCheck
from data.towns import load_town
from geo.answer import Trip, Verdict
from geo.engine.finder import find_lazily
from geo.profile import get_profile
from geo.trip import plan_trip
from tests.drawn_rows import Clock
from tests.reported import Town
from webmap.i18n import speaking
from webmap.trips.lines import list_lines
from webmap.wording.provenance import known_sources
from webmap.wording.trip import say_trip

START, END = (8.7010645, 36.1662973), (8.7040881, 36.1749886)
BESIDE_ANOTHER = (8.7017529, 36.1679614)
"""In the middle of a street of unknown width; the street beside it is as good."""
ON_THE_DIRECT_WAY = (8.7039427, 36.1738912)
"""The same on the way of somebody whom nothing impedes."""
ALONE = (8.7020845, 36.1684783)
"""On a street that leads on where no other does nearly as well."""
UNSIZED = SiteCheck()


@pytest.fixture
def kef_town(own_kef) -> Town:
    return Town(own_kef.database, own_kef.graphs, Clock())


@pytest.fixture
def metrics(own_kef):
    store = MetricStore(own_kef.settings.data_dir / "graphs")
    store.finder(*own_kef.graphs.current())
    store.wait()
    yield store
    store.wait()


def _ride(town: Town, metrics: MetricStore) -> Trip:
    """Plan the trip by both searches, which agree."""
    network, barriers = town.store.current()
    person = get_profile("manual_wheelchair")
    kept, lazy = (
        plan_trip(
            network,
            barriers,
            origin=START,
            destination=END,
            profile=person,
            finder=finder,
        )
        for finder in (metrics.finder(network, barriers), find_lazily)
    )
    assert kept == lazy
    return lazy


def _confirm(town: Town, place: tuple[float, float], *, by_votes: bool = False) -> None:
    town.lonlat = place
    town.file("narrow")
    town.step("published")
    if by_votes:
        for who in ("amal", "bechir"):
            town.vote(who)
    else:
        town.step("triaged", found=UNSIZED)
    assert town.effect == "cost"


def _mend(town: Town) -> None:
    town.step("fix_claimed", "fixed_verified")


def _streets(town: Town, trip: Trip) -> set[int]:
    return {edge >> 1 for edge in trip.out.edges}


def _on(town: Town) -> set[int]:
    (found,) = (
        set(one.segments)
        for one in town.store.current()[1]
        if one.key == f"report:{town.tracking}"
    )
    return found


def _warned(trip: Trip) -> set[str]:
    return {note.barrier for note in trip.out.unknown} - {""}


@pytest.mark.parametrize("by_votes", [False, True], ids=["by staff", "by votes"])
def test_the_trip_turns_where_another_way_is_as_good(kef_town, metrics, by_votes):
    before = _ride(kef_town, metrics)
    kef_town.lonlat = BESIDE_ANOTHER
    _confirm(kef_town, BESIDE_ANOTHER, by_votes=by_votes)

    after = _ride(kef_town, metrics)
    passed = _on(kef_town)
    _mend(kef_town)

    assert before.out.verdict in (Verdict.USABLE, Verdict.EFFORT)
    assert passed <= _streets(kef_town, before)
    assert passed.isdisjoint(_streets(kef_town, after))
    assert _warned(after) == set()
    assert after.out.length_m < 1.1 * before.out.length_m
    assert repr(_ride(kef_town, metrics)) == repr(before)


def test_it_stays_and_warns_where_no_other_way_is(kef_town, metrics):
    before = _ride(kef_town, metrics)
    _confirm(kef_town, ALONE)

    after = _ride(kef_town, metrics)
    burden = get_profile("manual_wheelchair").burden.unsized_s
    _mend(kef_town)

    assert after.out.edges == before.out.edges
    assert _warned(after) == {f"report:{kef_town.tracking}"}
    assert after.out.seconds == before.out.seconds
    assert after.out.uncertain_m == before.out.uncertain_m
    assert after.out.effort_s == pytest.approx(before.out.effort_s + burden)
    assert after.avoided == ()
    assert repr(_ride(kef_town, metrics)) == repr(before)


def test_what_is_only_told_of_leads_nobody_another_way(kef_town, metrics):
    before = _ride(kef_town, metrics)
    for place in (BESIDE_ANOTHER, ON_THE_DIRECT_WAY):
        kef_town.lonlat = place
        kef_town.file("narrow")
        kef_town.step("published")
        assert kef_town.effect == "warn"

    after = _ride(kef_town, metrics)

    assert after.out.edges == before.out.edges
    assert after.out.effort_s == before.out.effort_s
    assert after.out.uncertain_m == before.out.uncertain_m


def test_it_says_why_it_leaves_the_direct_way(kef_town, metrics):
    before = _ride(kef_town, metrics)
    _confirm(kef_town, ON_THE_DIRECT_WAY)

    after = _ride(kef_town, metrics)

    assert (before.refused, before.avoided, after.refused) == ((), (), ())
    (note,) = after.avoided
    assert note.barrier == f"report:{kef_town.tracking}"
    assert (note.rule, note.value) == ("narrowing_unknown", None)
    with kef_town.database.read() as session:
        sources = known_sources(session, load_town("kef"))
    for language, said in (
        ("en", "Your way goes round what nobody has measured on the direct one:"),
        ("fr", "Votre chemin contourne ce que personne n’a mesuré"),
        ("ar", "طريقك يلتف حول ما لم يقسه أحد"),
    ):
        with speaking(language):
            told = " ".join(list_lines(say_trip(after, sources)))
        assert said in told
