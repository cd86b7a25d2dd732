"""Where everybody lives, on a network: kept until the data change."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.kept import Kept
from data.models import ObservationRow, Source
from data.queries.observation import to_observation
from data.queries.population import find_town, load_censuses
from geo.network import Network
from geo.observation import Observation
from geo.people.settle import Settled, settle_people
from geo.people.told import lay_told
from geo.rows import resolve_all

RESIDENTS: Final = "residents"


def _list_told(session: Session) -> dict[str, Observation]:
    """Read which residents of ways somebody told: key of the way → what is used."""
    rows = session.execute(
        select(ObservationRow, Source.key)
        .join(Source, Source.id == ObservationRow.source_id)
        .where(ObservationRow.attribute == RESIDENTS)
        .order_by(ObservationRow.subject, ObservationRow.side)
    )
    found = resolve_all(to_observation(row, source) for row, source in rows)
    return {
        subject: known[RESIDENTS, "both"]
        for subject, known in found.items()
        if (RESIDENTS, "both") in known
    }


def settle(session: Session, network: Network) -> Settled:
    """Put everybody who was counted on the segments of a network.

    Parameters
    ----------
    session : Session
    network : Network
        Its own residents are not looked at.

    Returns
    -------
    Settled
    """
    residents, surveyed = lay_told(network, _list_told(session))
    censuses = load_censuses(session)
    town = find_town(session, network.coordinates) if censuses else None
    return settle_people(network, residents, censuses, surveyed=surveyed, town=town)


_KEPT: Final = Kept(settle)


def get_population(session: Session, network: Network) -> Settled:
    """Give where everybody lives: ``settle``, kept until the data change.

    Parameters
    ----------
    session : Session
    network : Network

    Returns
    -------
    Settled
        Its residents are those of a network that was built from the same rows.
    """
    return _KEPT.get(session, network)
