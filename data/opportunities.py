"""Places, stops and counted services on the network, kept until either changes."""

from __future__ import annotations

from typing import Final

import numpy as np
from sqlalchemy.orm import Session

from data.kept import Kept
from data.queries.opportunity import list_opportunities
from data.queries.opportunity_count import list_service_counts
from geo.network import Network
from geo.opportunity_count import CountLayer
from geo.opportunity_service import opportunity_services
from geo.opportunity_site import ServiceBook, list_places
from geo.reach_place import Places


def _read(session: Session, network: Network) -> Places:
    return Places.attach(network, list_opportunities(session))


_KEPT: Final = Kept(_read)


def get_places(session: Session, network: Network) -> Places:
    """Give the places and stops of a database on a network.

    Parameters
    ----------
    session : Session
    network : Network
        On which their doors are looked for.
    """
    return _KEPT.get(session, network)


def _lay(session: Session, network: Network) -> ServiceBook:
    places, services = get_places(session, network), opportunity_services()
    told = list_service_counts(session)
    if not told:
        return ServiceBook(places, {})
    counts, layer = {}, CountLayer(network)
    for service, censuses in told.items():
        rows = list_places(places, services[service])
        spots = [places.items[row].lonlat for row in rows]
        lonlat = np.array(spots, dtype=np.float64).reshape(-1, 2)
        counts[service] = layer.lay(censuses, lonlat)
    return ServiceBook(places, counts)


_BOOKS: Final = Kept(_lay)


def get_service_book(session: Session, network: Network) -> ServiceBook:
    """Give every service of a database on a network: places, and what is counted.

    Parameters
    ----------
    session : Session
    network : Network
        On which their doors are looked for.
    """
    return _BOOKS.get(session, network)
