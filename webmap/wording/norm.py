"""What a norm finds on a path, in words: findings, never refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from geo.breach import Breach
from geo.norm import Norm, NormRule
from webmap.formats import metres, number, percent
from webmap.i18n import N_, best_name, gettext, ngettext
from webmap.wording.provenance import Sources, is_made_up, say_source
from webmap.wording.values import isolate, value_words

SHORT_M: Final = 3.0
NEAR_START_M: Final = 10.0

FACTS: Final = {
    "slope": N_("The slope is %(value)s"),
    "landing": N_("No level place to rest on a slope of %(value)s"),
    "rise": N_("It rises by %(value)s without a level place to rest"),
    "slope_across": N_("It leans to the side by %(value)s"),
    "width": N_("It is %(value)s wide"),
    "narrowing": N_("It narrows to %(value)s"),
    "passing": N_("It is %(value)s wide for long, with no place to pass each other"),
    "kerb": N_("Kerb: %(value)s"),
    "clearance": N_("The head room is %(value)s"),
}
"""Rule of a norm set → what is there."""
STATUSES: Final = {
    "confirmed": "",
    "to_be_confirmed": N_(
        "The figures of this norm are still to be confirmed: those of another norm "
        "stand in for them."
    ),
    "incomplete": N_("Only a part of this norm is checked here."),
}


@dataclass(frozen=True)
class BreachWords:
    """Findings of one kind, said once.

    Attributes
    ----------
    text : str
        What is there.
    limit : str
        What the norm asks for.
    where : str
    source : str
    is_certain : bool
    is_demonstration : bool
    position : tuple of float
        (lon, lat) of the first one.
    """

    text: str
    limit: str
    where: str
    source: str
    is_certain: bool
    is_demonstration: bool
    position: tuple[float, float]


@dataclass(frozen=True)
class NormWords:
    """What a norm says of a path.

    Attributes
    ----------
    name : str
    status : str
        What must be known of the norm itself; empty where nothing must.
    verdict : str
        In one sentence.
    breaches : list of BreachWords
    """

    name: str
    status: str
    verdict: str
    breaches: list[BreachWords]


def norm_name(norm: Norm) -> str:
    """Name a norm set."""
    return best_name(norm.names)


def say_status(norm: Norm) -> str:
    """Say what must be known of a norm set; empty where nothing must."""
    status = STATUSES[norm.status]
    return gettext(status) if status else ""


def say_norm(norm: Norm, breaches: Iterable[Breach], sources: Sources) -> NormWords:
    """Say what a norm finds, the same thing in several places once."""
    rules = {rule.id: rule for rule in norm.rules}
    groups: dict[tuple[object, ...], list[Breach]] = {}
    for one in breaches:
        key = (one.rule, one.limit, one.attribute, one.is_certain, one.source)
        groups.setdefault(key, []).append(one)
    said = [_say(rules[group[0].rule], group, sources) for group in groups.values()]
    return NormWords(norm_name(norm), say_status(norm), _verdict(said), said)


def _verdict(said: Sequence[BreachWords]) -> str:
    if not said:
        return gettext("Nothing that is known of this way goes against it.")
    return ngettext(
        "%(num)s kind of thing on this way goes against it.",
        "%(num)s kinds of things on this way go against it.",
        len(said),
    )


def _say(rule: NormRule, group: Sequence[Breach], sources: Sources) -> BreachWords:
    first, worst = group[0], _worst(rule, group)
    text = gettext(FACTS[rule.id], value=_value(rule, worst))
    if not first.is_certain:
        text = gettext("%(fact)s, but this is not certain", fact=text)
    return BreachWords(
        text=text,
        limit=LIMITS[rule.check](rule, first),
        where=_where(group),
        source=_source(worst, sources),
        is_certain=first.is_certain,
        is_demonstration=is_made_up(sources, first.source, first.method),
        position=first.position,
    )


def _worst(rule: NormRule, group: Sequence[Breach]) -> Breach:
    def size(one: Breach) -> float:
        return abs(one.value) if isinstance(one.value, float) else 0.0

    pick = min if rule.check in ("at_least", "passing") else max
    return pick(group, key=size)


def _value(rule: NormRule, breach: Breach) -> str:
    if rule.check == "rise" and isinstance(breach.value, float):
        return gettext("%(m)s m", m=number(breach.value, 2))
    return value_words(breach.attribute, breach.value)


def _source(breach: Breach, sources: Sources) -> str:
    if not breach.source:
        return ""
    return say_source(
        sources,
        breach.source,
        method=breach.method,
        observed_on=breach.observed_on,
        confidence=breach.confidence,
    )


def _where(group: Sequence[Breach]) -> str:
    first, length = group[0], sum(one.length_m for one in group)
    places = sum(one.count for one in group)
    if first.at_m < NEAR_START_M:
        place = gettext("at the start")
    else:
        place = gettext("after %(length)s", length=metres(first.at_m))
    if places > 1:
        first_at = gettext("the first %(where)s", where=place)
        counted = ngettext("in %(num)s place", "in %(num)s places", places)
        parts = [counted, first_at]
    else:
        parts = [place, isolate(best_name(first.names))]
    if length > SHORT_M:
        parts.append(gettext("for %(length)s", length=metres(length)))
    return " · ".join(part for part in parts if part)


def _most(rule: NormRule, breach: Breach) -> str:
    value = value_words(rule.column, breach.limit)
    return gettext("the norm: at most %(value)s", value=value)


def _least(rule: NormRule, breach: Breach) -> str:
    value = value_words(rule.column, breach.limit)
    return gettext("the norm: at least %(value)s", value=value)


def _run(_rule: NormRule, breach: Breach) -> str:
    return gettext(
        "the norm: at most %(value)s over this length", value=percent(breach.limit, 1)
    )


def _landing(rule: NormRule, breach: Breach) -> str:
    return gettext(
        "the norm: one every %(length)s from %(slope)s",
        length=gettext("%(m)s m", m=number(rule.every_m)),
        slope=percent(breach.limit, 1),
    )


def _rise(_rule: NormRule, breach: Breach) -> str:
    value = gettext("%(m)s m", m=number(breach.limit, 2))
    return gettext("the norm: at most %(value)s", value=value)


def _passing(rule: NormRule, breach: Breach) -> str:
    return gettext(
        "the norm: %(value)s wide every %(length)s",
        value=value_words(rule.column, breach.limit),
        length=gettext("%(m)s m", m=number(rule.every_m)),
    )


LIMITS: Final[dict[str, Callable[[NormRule, Breach], str]]] = {
    "runs": _run,
    "landings": _landing,
    "rise": _rise,
    "at_most": _most,
    "at_least": _least,
    "passing": _passing,
}
"""Kind of check → what the norm asks for."""
