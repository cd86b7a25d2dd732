"""The facts of a gap as sentences, by its kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from data.models import Json
from geo.gap.kind import gap_words
from geo.place_kind import place_groups
from webmap.formats import metres, number, percent
from webmap.i18n import N_, best_name, gettext, ngettext
from webmap.wording.values import isolate

Said = tuple[str, str, list[str]]
"""How it looks, its title, and its facts."""


def word_of(what: str, name: str) -> str:
    """Give the word of a kind, status, event or check."""
    words = gap_words(what)
    return best_name(words[name].label) if name in words else name


def service_word(group: str) -> str:
    """Name a service."""
    groups = place_groups()
    return best_name(groups[group].label) if group in groups else group


def say_people(low: float | None, high: float | None) -> str:
    """Say how many are concerned; nothing where it is not known."""
    if low is None or high is None:
        return ""
    least, most = round(low), round(high)
    if least == most:
        return ngettext("%(num)s person concerned", "%(num)s people concerned", most)
    return gettext(
        "%(low)s to %(high)s people concerned",
        low=number(least),
        high=number(most),
    )


def say_facts(row: dict[str, Any]) -> Said:
    """Say a gap: one that was declared in the words of who declared it."""
    details = row["details"]
    if row["origin"] == "declared":
        return row["look"], best_name(row["names"]) or word_of("kind", row["kind"]), []
    return _SAY[row["kind"]](row, details)


def _island(row: dict[str, Any], details: Json) -> Said:
    name = best_name(row["names"])
    title = (
        gettext("Cut off: %(street)s", street=isolate(name))
        if name
        else _nameless(details)
    )
    facts = _residents(row["residents"])
    if details["length_m"] > 0:
        facts.append(
            gettext("%(length)s of streets", length=metres(details["length_m"]))
        )
    if details["one_way"] == "in":
        facts.append(gettext("You can get in, but not out again."))
    if details["one_way"] == "out":
        facts.append(gettext("You can get out, but not back in."))
    if details["also_walker"]:
        facts.append(gettext("Everybody on foot is cut off here, not only you."))
        return "other", title, facts
    return "bad", title, facts


def _nameless(details: Json) -> str:
    """Tell a way without a name by a street that leads to it."""
    named = (best_name(block["names"]) for block in details["blocks"])
    near = next((name for name in named if name), "")
    if not near:
        return gettext("Cut off: a way without a name")
    return gettext("Cut off: a way without a name, by %(street)s", street=isolate(near))


def _residents(residents: float | None) -> list[str]:
    if residents is None:
        return [gettext("How many people live there is not known.")]
    count = round(residents)
    return [ngettext("%(num)s person lives there", "%(num)s people live there", count)]


def _service(row: dict[str, Any], details: Json) -> Said:
    quarter = best_name(row["names"])
    words = {"service": service_word(details["group"]), "quarter": isolate(quarter)}
    look = "bad" if details["lost"] > 0 else "doubt"
    title = gettext(_TITLES[look, bool(quarter)], **words)
    sentences = _PEOPLE if details["unit"] == "residents" else _STREETS
    said = [
        sentence(details[name])
        for name, sentence in sentences.items()
        if details[name] > 0
    ]
    return look, title, said


_TITLES: Final = {
    ("bad", True): N_("%(service)s: no usable way from %(quarter)s"),
    ("bad", False): N_("%(service)s: no usable way from some streets"),
    ("doubt", True): N_("%(service)s: not known if there is a way from %(quarter)s"),
    ("doubt", False): N_("%(service)s: not known if there is a way from some streets"),
}
_PEOPLE: Final[dict[str, Callable[[float], str]]] = {
    "lost": lambda n: ngettext(
        "%(num)s person has no usable way there and back",
        "%(num)s people have no usable way there and back",
        round(n),
    ),
    "unknown": lambda n: ngettext(
        "for %(num)s person it is not known",
        "for %(num)s people it is not known",
        round(n),
    ),
    "reached": lambda n: ngettext(
        "%(num)s person has a way that is known to be usable",
        "%(num)s people have a way that is known to be usable",
        round(n),
    ),
}
_STREETS: Final[dict[str, Callable[[float], str]]] = {
    "lost": lambda m: gettext(
        "%(length)s of streets without a usable way there and back", length=metres(m)
    ),
    "unknown": lambda m: gettext(
        "for %(length)s of streets it is not known", length=metres(m)
    ),
    "reached": lambda m: gettext(
        "%(length)s of streets with a way that is known to be usable",
        length=metres(m),
    ),
}


def _stop(row: dict[str, Any], _details: Json) -> Said:
    name = isolate(best_name(row["names"])) or gettext("a stop without a name")
    if row["look"] == "doubt":
        title = gettext("Not known if there is a usable way: %(stop)s", stop=name)
        fact = gettext("A way exists, over what nobody has checked.")
        return "doubt", title, [fact]
    title = gettext("No usable way there and back: %(stop)s", stop=name)
    return "bad", title, [gettext("On foot without limits, the stop can be reached.")]


def _crossing(row: dict[str, Any], details: Json) -> Said:
    name = best_name(row["names"])
    title = (
        gettext("Crossing or ramp missing: %(street)s", street=isolate(name))
        if name
        else gettext("Crossing or ramp missing, on a way without a name")
    )
    facts = []
    if row["people_low"]:
        facts.append(
            ngettext(
                "%(num)s person lives on the side that is cut off",
                "%(num)s people live on the side that is cut off",
                round(row["people_low"]),
            )
        )
    if details["links"] > 1:
        facts.append(
            ngettext(
                "%(num)s place to cross, and it cannot be used",
                "%(num)s places to cross, and none can be used",
                details["links"],
            )
        )
    return row["look"], title, facts


def _district(row: dict[str, Any], details: Json) -> Said:
    quarter = isolate(best_name(row["names"]))
    title = gettext("%(quarter)s: little is within reach", quarter=quarter)
    facts = [
        gettext(
            "Of what people on foot have here, %(low)s to %(high)s is within reach.",
            low=percent(details["low"]),
            high=percent(details["high"]),
        )
    ]
    if details["lost"]:
        named = ", ".join(service_word(group) for group in details["lost"])
        facts.append(gettext("Out of reach for some: %(services)s", services=named))
    if details["doubtful"]:
        named = ", ".join(service_word(group) for group in details["doubtful"])
        facts.append(gettext("Not known for some: %(services)s", services=named))
    return row["look"], title, facts


_SAY: Final[dict[str, Callable[[dict[str, Any], Json], Said]]] = {
    "island": _island,
    "crossing": _crossing,
    "district": _district,
    "service": _service,
    "stop": _stop,
}
