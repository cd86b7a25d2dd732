"""What a report does to trips and what it changed for sampled ones, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from sqlalchemy.orm import Session

from data.queries.effect import Effects, list_effects
from data.queries.report import ReportRecord
from geo.changed import Changed
from geo.effect import ACTING, Effect
from geo.judge.row import DOUBTED
from geo.profile import load_profiles
from geo.sample_trip import NEAR, TOWN
from geo.severity import RULES, Level, judge_fact
from webmap.context import runtime
from webmap.formats import day, minutes, number, percent
from webmap.i18n import N_, gettext, ngettext
from webmap.wording.profile import PROFILE_WORDS, profile_word

DOES: Final = {
    (Effect.WARN, False): N_(
        "Nobody has checked it on the spot yet. Trips warn of it."
    ),
    (Effect.LIMIT, True): N_(
        "It was confirmed on the spot: trips lead people who cannot pass it another "
        "way."
    ),
    (Effect.LIMIT, False): N_(
        "Several people have confirmed it: trips lead people who cannot pass it "
        "another way."
    ),
    (Effect.COST, True): N_(
        "It was confirmed on the spot, but nobody has measured it: trips warn of it "
        "and rather go another way."
    ),
    (Effect.COST, False): N_(
        "Several people have confirmed it, but nobody has measured it: trips warn of "
        "it and rather go another way."
    ),
    (Effect.CAUTION, True): N_(
        "It is said to be repaired, but nobody has verified it: take care. Trips no "
        "longer avoid it, but say so."
    ),
    (Effect.REMOVED, True): N_("Trips do not reckon with it."),
}
"""Effect, and whether staff has seen it → what trips do."""
UNTOLD: Final = {
    Effect.WARN: N_(
        "Nobody has checked it on the spot yet. Trips say nothing of it until then."
    ),
    Effect.COST: N_(
        "It was confirmed, but not what exactly is wrong: trips say nothing of it."
    ),
}
"""The same of what trips cannot doubt: a crossing, its sound, the light."""


@dataclass(frozen=True)
class Person:
    """What became of the sample trips of one kind of traveller."""

    who: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class EffectWords:
    """What a report does to trips, and what it changed.

    Attributes
    ----------
    does : tuple of str
        What trips do now, and whom it stops.
    title : str
        Of what follows.
    lead : str
    people : tuple of Person
        Those for whom something changed.
    notes : tuple of str
        How it was worked out.
    """

    does: tuple[str, ...]
    title: str
    lead: str
    people: tuple[Person, ...] = ()
    notes: tuple[str, ...] = ()


def tell_effect(session: Session, record: ReportRecord) -> EffectWords | None:
    """Tell what a report does to trips; nothing where it is not public.

    Parameters
    ----------
    session : Session
    record : ReportRecord
    """
    if not record.is_public:
        return None
    found = list_effects(session, record.tracking)
    acts = found.effect in ACTING
    title = (
        gettext("What it changes for trips")
        if acts
        else gettext("What it changed for trips while it was there")
    )
    words = EffectWords(tuple(_does(found)), title if acts or found.rows else "", "")
    return _with_figures(words, found) if words.title else words


def _does(found: Effects) -> Iterator[str]:
    known = DOES.get((found.effect, found.checked))
    if found.attribute and found.attribute not in DOUBTED:
        known = UNTOLD.get(found.effect, known)
    yield gettext(known or DOES.get((found.effect, True), DOES[Effect.REMOVED, True]))
    if not (found.checked and found.effect is Effect.LIMIT):
        return
    if found.attribute not in RULES:
        return
    stopped = [key for key in PROFILE_WORDS if _stops(key, found)]
    if stopped:
        yield gettext("It stops: %(who)s.", who=_listed(stopped))
    else:
        yield gettext("With the usual limits it stops nobody.")


def _stops(profile: str, found: Effects) -> bool:
    facts = {found.attribute: found.value}
    level = judge_fact(load_profiles()[profile], found.attribute, facts).level
    return level is Level.STOPS


def _listed(profiles: Sequence[str]) -> str:
    return gettext(" · ").join(map(profile_word, profiles))


def _with_figures(words: EffectWords, found: Effects) -> EffectWords:
    if found.measured_at is None:
        lead = gettext("It is being worked out. Please look again in a few minutes.")
        return EffectWords(words.does, words.title, lead)
    if not found.rows:
        lead = gettext("It lies beside every way that we know: no trip passes it.")
        return EffectWords(words.does, words.title, lead)
    people = {who: list(rows) for who, rows in groupby(found.rows, lambda r: r.profile)}
    changed = [who for who in PROFILE_WORDS if _is_changed(people.get(who, []))]
    changed.sort(key=lambda who: -max(row.low for row in people[who]))
    told = tuple(Person(profile_word(who), _lines(people[who])) for who in changed)
    lead = _lead(found.rows)
    return EffectWords(
        words.does, words.title, lead, told, tuple(_notes(found, changed))
    )


def _is_changed(rows: Sequence[Changed]) -> bool:
    return any(row.worse for row in rows)


def _lead(rows: Sequence[Changed]) -> str:
    first = rows[0].profile
    count = sum(row.trips for row in rows if row.profile == first)
    if not any(row.passing for row in rows):
        return ngettext(
            "Of %(num)s sample trip, none passes here.",
            "Of %(num)s sample trips, none passes here.",
            count,
        )
    if not any(row.worse for row in rows):
        return ngettext(
            "Of %(num)s sample trip, some pass here, but none takes longer and none "
            "becomes impossible.",
            "Of %(num)s sample trips, some pass here, but none takes longer and none "
            "becomes impossible.",
            count,
        )
    return ngettext(
        "%(num)s sample trip was tried with it and without it:",
        "%(num)s sample trips were tried with it and without it:",
        count,
    )


def _lines(rows: Sequence[Changed]) -> tuple[str, ...]:
    by_area = {row.area: row for row in rows}
    return tuple(_said(by_area[NEAR], by_area[TOWN]))


def _said(near: Changed, town: Changed) -> Iterator[str]:
    counts = {
        "near_all": number(near.possible),
        "town_all": number(town.possible),
    }
    if near.longer or town.longer:
        yield gettext(
            "Longer: %(near)s of %(near_all)s trips near it, %(town)s of %(town_all)s "
            "in the whole town.",
            near=number(near.longer),
            town=number(town.longer),
            **counts,
        )
        most = near if near.longer >= town.longer else town
        yield gettext(
            "Half of these take at least %(median)s longer, the longest %(most)s.",
            median=minutes(most.median_s),
            most=minutes(most.most_s),
        )
    if near.impossible or town.impossible:
        yield gettext(
            "No longer possible: %(near)s of %(near_all)s trips near it, %(town)s of "
            "%(town_all)s in the whole town.",
            near=number(near.impossible),
            town=number(town.impossible),
            **counts,
        )
    yield gettext(
        "Share near it: %(low)s to %(high)s.",
        low=percent(near.low),
        high=percent(near.high),
    )


def _notes(found: Effects, changed: Sequence[str]) -> Iterator[str]:
    others = [who for who in PROFILE_WORDS if who not in changed]
    if changed:
        yield gettext(
            "The share is that of all such trips that get longer or impossible, as far "
            "as a sample can tell (with 95 percent certainty)."
        )
    if changed and others:
        yield gettext(
            "For these, no sample trip takes longer: %(who)s.", who=_listed(others)
        )
    first = [row for row in found.rows if row.profile == found.rows[0].profile]
    near = sum(row.trips for row in first if row.area == NEAR)
    zone = runtime().town.zone
    yield gettext(
        "Worked out on %(day)s. The trips lead from where people live to places and "
        "stops, %(near)s of them near the obstacle; they are the same each time.",
        day=day(found.measured_at.astimezone(zone) if found.measured_at else None),
        near=number(near),
    )
    if found.is_older:
        yield gettext("The report has changed since; new figures follow in minutes.")
