"""The first questions of a worker, asked by itself, so that no person waits.

Templates are compiled, tables read and metrics begun when they are asked for first.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from threading import Thread
from typing import Final

from apiflask import APIFlask

from data.runtime import Runtime
from geo.errors import WusulError
from webmap.context import KEY
from webmap.i18n import LANGUAGES
from webmap.trace import HEADER

LOG: Final = logging.getLogger("wusul")
NAME: Final = "first-look"
"""The id of these requests in the access log."""
PROFILE: Final = "manual_wheelchair"


def ask_first(site: APIFlask) -> None:
    """Open the pages that most people open, in every language.

    Parameters
    ----------
    site : APIFlask
    """
    client = site.test_client()
    for address in _addresses(site.extensions[KEY]):
        answer = client.get(address, headers={HEADER: NAME})
        if answer.status_code >= 500:
            LOG.warning("the first look at %s ended with %s", address, answer.status)


def begin(site: APIFlask) -> None:
    """Do so in a thread of its own."""
    Thread(target=ask_first, args=(site,), name=NAME, daemon=True).start()


def _addresses(held: Runtime) -> Iterator[str]:
    trip = _trip(held)
    for lang in LANGUAGES:
        yield f"/{lang}/"
        yield f"/{lang}/trip{trip}"


def _trip(held: Runtime) -> str:
    """Ask for a way along a street in the middle of the network; none where none is."""
    try:
        network, _ = held.graphs.current()
    except WusulError:
        return ""
    middle = network.segments // 2
    ends = (network.tail[middle], network.head[middle])
    start, end = ("{:.6f},{:.6f}".format(*network.node_lonlat[node]) for node in ends)
    return f"?from={start}&to={end}&profile={PROFILE}"
