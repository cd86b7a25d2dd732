"""The services on demand of all feeds, kept until the data change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy.orm import Session

from data.kept import Kept
from data.queries.flex import find_flex, list_flex_lines
from geo.transit.flex import FlexService


def _read(session: Session) -> tuple[FlexService, ...]:
    found = (find_flex(session, key) for key in list_flex_lines(session))
    return tuple(service for service in found if service is not None)


_KEPT: Final = Kept(_read)


def current_flex(session: Session) -> Sequence[FlexService]:
    """Give the services on demand, as the data are now."""
    return _KEPT.get(session)
