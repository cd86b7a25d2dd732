"""What to survey next, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from data.queries.layer import Feature
from geo.gap.measure_how import load_measures
from webmap.formats import metres, percent
from webmap.gaps.address import map_address
from webmap.i18n import best_name, gettext, ngettext
from webmap.wording.values import attribute_word, isolate


@dataclass(frozen=True)
class MeasureWords:
    """One thing to measure.

    Attributes
    ----------
    subject, attribute, side : str
        As the survey importer takes them.
    word : str
        What is measured.
    how, unit : str
    lonlat : tuple of float
        Where it begins.
    """

    subject: str
    attribute: str
    side: str
    word: str
    how: str
    unit: str
    lonlat: tuple[float, float]


@dataclass(frozen=True)
class SurveyWords:
    """A place to survey.

    Attributes
    ----------
    key, title : str
    rank : int
    facts : tuple of str
        What it decides.
    measures : tuple of MeasureWords
    is_demonstration : bool
    map_address : str
    """

    key: str
    title: str
    rank: int
    facts: tuple[str, ...]
    measures: tuple[MeasureWords, ...]
    is_demonstration: bool
    map_address: str


def say_survey(feature: Feature) -> SurveyWords:
    """Say one place to survey."""
    row = feature.properties
    details = row["details"]
    name = best_name(row["names"])
    return SurveyWords(
        key=feature.key,
        title=isolate(name) if name else gettext("A way without a name"),
        rank=row["rank"],
        facts=tuple(_facts(row)),
        measures=tuple(map(_measure, details["measures"])),
        is_demonstration=row["is_demonstration"],
        map_address=map_address(feature.shape, "gaps"),
    )


def _facts(row: dict[str, Any]) -> list[str]:
    details = row["details"]
    facts = [
        ngettext(
            "%(num)s stretch to look at, %(length)s",
            "%(num)s stretches to look at together, %(length)s",
            details["segments"],
            length=metres(details["length_m"]),
        )
    ]
    if details["unit"] != "residents":
        return facts
    opened, lost = round(details["opened"]), round(details["lost"])
    if opened:
        facts.append(
            ngettext(
                "If it is good: %(num)s question is answered with yes",
                "If it is good: %(num)s questions are answered with yes",
                opened,
            )
        )
    if lost:
        facts.append(
            ngettext(
                "If it is bad: %(num)s question is answered with no",
                "If it is bad: %(num)s questions are answered with no",
                lost,
            )
        )
    chance = percent(details["chance"])
    facts.append(
        gettext("Likely to be good: %(share)s, as what is known", share=chance)
    )
    return facts


def _measure(measure: dict[str, Any]) -> MeasureWords:
    known = load_measures()[measure["rule"]]
    return MeasureWords(
        subject=measure["subject"],
        attribute=measure["attribute"],
        side=measure["side"],
        word=attribute_word(measure["attribute"]),
        how=best_name(known.how),
        unit=known.unit,
        lonlat=(measure["lon"], measure["lat"]),
    )
