"""Route types have words."""

import pytest

from geo.route_type import find_mode


@pytest.mark.parametrize(
    ("route_type", "mode"),
    [
        (0, "tram"),
        (2, "train"),
        (3, "bus"),
        (106, "train"),
        (704, "bus"),
        (1501, "louage"),
        (1500, "taxi"),
        (1701, "other"),
    ],
)
def test_basic_and_extended_types_have_a_mode(route_type, mode):
    assert find_mode(route_type) == mode
