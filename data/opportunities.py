"""Places and stops attached to the network, kept until one of the two changes."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from data.kept import Kept
from data.queries.opportunity import list_opportunities
from geo.network import Network
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
