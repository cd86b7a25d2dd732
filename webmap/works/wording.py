"""A work in words: what is repaired, where, what it opens and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from data.queries.layer import Feature
from data.work_facts import USUAL_COST
from geo.barrier_kind import barrier_kinds
from webmap.formats import metres, number
from webmap.gaps.address import map_address
from webmap.gaps.facts import service_word
from webmap.i18n import N_, best_name, gettext, ngettext
from webmap.wording.profile import profile_word
from webmap.wording.values import isolate, labelled, value_words

ALONE: Final = N_("Opens nothing alone: something else is in the way too.")


@dataclass(frozen=True)
class WorkWords:
    """A work, said.

    Attributes
    ----------
    key, barrier_key, profile_word, title : str
    rank : int
    opens : str
        Who gains a way by this repair alone.
    services : tuple of str
        With how many gain them.
    cost : str
    alone : bool
        Whether it opens anything alone.
    is_demonstration : bool
    map_address : str
        Of the map page; empty without a place.
    """

    key: str
    barrier_key: str
    profile_word: str
    title: str
    rank: int
    opens: str
    services: tuple[str, ...]
    cost: str
    alone: bool
    is_demonstration: bool
    map_address: str


def say_work(feature: Feature, currency: str) -> WorkWords:
    """Say one work; the cost is in the town's currency."""
    row = feature.properties
    details = row["details"]
    return WorkWords(
        key=feature.key,
        barrier_key=row["barrier_key"],
        profile_word=profile_word(row["profile"]),
        title=_title(details),
        rank=row["rank"],
        opens=_opens(details) if details["alone"] else gettext(ALONE),
        services=_services(details["by_service"], details["unit"]),
        cost=_cost(row["cost"], currency, details),
        alone=details["alone"],
        is_demonstration=row["is_demonstration"],
        map_address=map_address(feature.shape, "obstacles"),
    )


def say_cost(cost: float | None, currency: str) -> str:
    """Say a cost; what is not known stays so."""
    if cost is None:
        return gettext("cost not known")
    return f"{number(cost)} {currency}".strip()


def _cost(cost: float | None, currency: str, details: Mapping[str, Any]) -> str:
    said = say_cost(cost, currency)
    if not details.get(USUAL_COST):
        return said
    return gettext("about %(cost)s, as usual for such a repair", cost=said)


def _title(details: dict[str, Any]) -> str:
    kinds = barrier_kinds()
    kind = details["kind"]
    word = best_name(kinds[kind].label) if kind in kinds else kind
    name = best_name(details["names"])
    value = details["value"]
    if value is not None and not isinstance(value, bool | str) and value > 0:
        word = f"{word} ({value_words(details['attribute'], value)})"
    return f"{word} · {isolate(name)}" if name else word


def _services(counted: Mapping[str, float], unit: str) -> tuple[str, ...]:
    """Say how many gain each service; services of one count stand together."""
    groups: dict[str, list[str]] = {}
    for group, count in counted.items():
        groups.setdefault(_amount(count, unit), []).append(service_word(group))
    comma = gettext(", ")
    return tuple(labelled(comma.join(words), n) for n, words in groups.items())


def _amount(amount: float, unit: str) -> str:
    return number(amount) if unit == "residents" else metres(amount)


def _opens(details: dict[str, Any]) -> str:
    if details["unit"] == "residents":
        return ngettext(
            "Opens a way to a service, there and back, for %(num)s person",
            "Opens a way to a service, there and back, for %(num)s people",
            round(details["opens"]),
        )
    return gettext(
        "Opens a way to a service, there and back, for %(length)s of streets",
        length=metres(details["opens"]),
    )
