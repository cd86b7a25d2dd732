import numpy as np
import pytest

from geo.gap.survey_chance import good_chances, rule_rates
from geo.rule import BITS

KERB, WIDTH = BITS["kerb"], BITS["width"]


def bits(*values):
    return np.array(values, dtype=np.uint32)


def test_what_nobody_has_looked_at_counts_neither_as_good_nor_as_bad():
    broken = bits(KERB, 0, 0, 0)
    strict = bits(KERB, 0, 0, KERB)

    rates = rule_rates(broken, strict)

    assert rates["kerb"] == (2 + 1) / (3 + 2)


def test_a_link_with_two_unknowns_is_good_if_both_are():
    broken = bits(0, 0, KERB, 0)
    strict = bits(KERB | WIDTH, WIDTH, KERB, 0)
    rates = rule_rates(broken, strict)

    (chance,) = good_chances(broken, strict, np.array([0]))

    assert chance == pytest.approx(rates["kerb"] * rates["width"])


def test_where_nothing_is_known_the_odds_are_even():
    strict = bits(KERB, KERB)

    assert good_chances(bits(0, 0), strict, np.array([0])).tolist() == [0.5]
