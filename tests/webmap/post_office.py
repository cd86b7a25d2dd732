"""An instance that can send mail, and its outbox: shared by the tests of letters."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import select

from data.models import Mail
from data.queries.outbox import put_mail
from data.runtime import Runtime
from data.settings import Settings
from tests.webmap.conftest import NOON

VALUES = {"name": "Amel", "by": "Zied", "link": "https://map.example.org/en/x"}


@contextmanager
def mailing(database, folder):
    """Open an instance that has an address to send from."""
    settings = Settings(
        database_url=database.url,
        data_dir=folder,
        town="none",
        mail_from="wusul@kef.example.org",
        public_url="https://map.example.org",
    )
    runtime = Runtime(settings, clock=lambda: NOON)
    yield runtime
    runtime.close()


def uses(held, url):
    """Let the instance talk to a server."""
    object.__setattr__(held.settings, "smtp_url", url)


def queue(held, *, to="amel@example.org", template="invitation", lang="en", **values):
    """Put a letter into the outbox."""
    with held.database.write() as session:
        return put_mail(
            session,
            to=to,
            template=template,
            lang=lang,
            values=VALUES | values,
            at=held.clock(),
        )


def outbox(held):
    """List what is in the outbox."""
    with held.database.read() as session:
        return session.scalars(select(Mail).order_by(Mail.id)).all()


def later(held, **time):
    """Let time pass."""
    now = held.clock() + timedelta(**time)
    held.clock = lambda: now
