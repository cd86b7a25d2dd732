"""What a worker asks itself before anybody else does."""

from __future__ import annotations

import logging

from data.runtime import Runtime
from data.schema import upgrade_schema
from data.settings import Settings
from geo.answer import Policy
from geo.cost import edge_costs
from geo.profile import get_profile
from webmap.first import NAME, PROFILE, ask_first
from webmap.i18n import LANGUAGES
from webmap.site import create_site


def _asked(caplog) -> list[str]:
    """List status and address of the first look, as the access log tells them."""
    lines = [r.getMessage() for r in caplog.records if r.name == "wusul.access"]
    return [" ".join(line.split()[2:4]) for line in lines if line.endswith(NAME)]


def test_a_worker_opens_the_map_and_a_trip_in_every_language(own_kef, caplog) -> None:
    with caplog.at_level(logging.INFO, "wusul.access"):
        ask_first(create_site(own_kef))

    addresses = [f"/{lang}/{page}" for lang in LANGUAGES for page in ("", "trip")]
    assert _asked(caplog) == [f"{address} 200" for address in addresses]
    own_kef.metrics.wait()
    network, barriers = own_kef.graphs.current()
    costs = edge_costs(network, get_profile(PROFILE), Policy.CAUTIOUS, barriers)
    assert own_kef.metrics.finder(network, barriers).has(costs)


def test_without_a_network_it_looks_at_what_there_is(tmp_path, caplog) -> None:
    held = Runtime(Settings(data_dir=tmp_path))
    upgrade_schema(held.database)

    with caplog.at_level(logging.WARNING, "wusul"):
        ask_first(create_site(held))

    assert not caplog.records
    held.close()
