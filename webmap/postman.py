"""The postman behind the server: carries letters out of the outbox, again and again."""

from __future__ import annotations

import logging
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from data.runtime import Runtime
from geo.errors import WusulError
from webmap.mail import send_waiting
from webmap.ticker import Ticker

ROUND_S: Final = 5.0
"""Who asks for a link waits in front of the screen."""
LOG: Final = logging.getLogger("wusul.mail")


class Postman(Ticker):
    """A thread of its own: a slow mail server must not stop the clocks of reports."""

    def __init__(self, runtime: Runtime, period_s: float = ROUND_S) -> None:
        super().__init__(runtime, period_s)

    def _look(self) -> None:
        """Carry what is due; a database that does not answer is asked again later."""
        try:
            sent = send_waiting(self._runtime)
        except (WusulError, SQLAlchemyError) as failed:
            LOG.warning("the outbox could not be looked at: %s", failed)
            return
        if sent:
            LOG.info("%d letters sent", sent)
