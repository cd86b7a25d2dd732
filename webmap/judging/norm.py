"""Norm sets as rows of words, each with its source."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from geo.norm import Norm, NormRule
from webmap.formats import centimetres, number, percent
from webmap.i18n import gettext
from webmap.judging.rows import Row, Table
from webmap.wording.norm import norm_name, say_status
from webmap.wording.values import attribute_word, value_words


def norm_table(norm: Norm) -> Table:
    """Say all that a norm set asks for."""
    rows = tuple(
        Row(*ROWS[rule.check](rule), source=rule.source) for rule in norm.rules
    )
    return Table(norm.key, norm_name(norm), rows, say_status(norm), norm.unchecked)


def _runs(rule: NormRule) -> tuple[str, str]:
    tiers = []
    for tier in rule.tiers:
        slope = percent(tier.above, 1)
        if tier.longest_m:
            length = number(tier.longest_m, 1)
            said = gettext(
                "more than %(slope)s for at most %(m)s m", slope=slope, m=length
            )
        else:
            said = gettext("never more than %(slope)s", slope=slope)
        tiers.append(said)
    return attribute_word(rule.column), gettext(", ").join(tiers)


def _landings(rule: NormRule) -> tuple[str, str]:
    slope = percent(rule.limit, 1)
    value = gettext("every %(m)s m from %(slope)s", m=number(rule.every_m), slope=slope)
    return gettext("A level place to rest"), value


def _rise(rule: NormRule) -> tuple[str, str]:
    value = gettext("at most %(value)s", value=centimetres(rule.limit))
    return gettext("Rise without a level place"), value


def _at_most(rule: NormRule) -> tuple[str, str]:
    value = value_words(rule.column, rule.limit)
    return attribute_word(rule.column), gettext("at most %(value)s", value=value)


def _at_least(rule: NormRule) -> tuple[str, str]:
    value = value_words(rule.column, rule.limit)
    return attribute_word(rule.column), gettext("at least %(value)s", value=value)


def _passing(rule: NormRule) -> tuple[str, str]:
    value = gettext("every %(m)s m", m=number(rule.every_m))
    return gettext("A place to pass each other"), value


ROWS: Final[dict[str, Callable[[NormRule], tuple[str, str]]]] = {
    "runs": _runs,
    "landings": _landings,
    "rise": _rise,
    "at_most": _at_most,
    "at_least": _at_least,
    "passing": _passing,
}
"""Kind of check → what is judged, and what is asked for."""
