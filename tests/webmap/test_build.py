"""``wusul build`` tells the truth: what cannot be used is not up to date."""

from __future__ import annotations

from webmap.build import is_built


def test_a_network_that_cannot_be_read_is_built_again(own_kef):
    assert is_built(own_kef)

    (network,) = own_kef.graphs.folder.glob("walk-*.json")
    network.write_bytes(network.read_bytes()[:1000])

    assert not is_built(own_kef)


def test_a_network_that_is_gone_is_built_again(own_kef):
    (network,) = own_kef.graphs.folder.glob("walk-*.json")
    network.unlink()

    assert not is_built(own_kef)


def test_a_town_that_was_built_before_there_was_a_timetable_is_built_again(own_kef):
    (timetable,) = own_kef.graphs.folder.glob("transit-*.json")
    timetable.unlink()

    assert not is_built(own_kef)
