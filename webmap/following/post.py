"""Letters to those who follow a report; they say nothing that its page does not."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from data.queries.follow import Following
from data.queries.news import News, has_news, take_news
from data.queries.outbox import put_mail
from data.queries.report import get_report
from data.runtime import Runtime
from geo.category import report_categories
from geo.life_cycle import report_states
from webmap.i18n import best_name
from webmap.mail_server import can_mail, public_address

AT_ONCE: Final = 200
"""Letters of one look; the rest waits for the next one."""


def page_path(one: Following, *, end: bool = False) -> str:
    """Give the path of somebody's own page, or of its end."""
    return f"/{one.lang}/following/mail/{one.token}{'/end' if end else ''}"


def ask_follower(writing: Session, held: Runtime, one: Following) -> None:
    """Ask an address whether it agrees; nothing else is sent until it has."""
    kind = get_report(writing, one.tracking).category
    put_mail(
        writing,
        to=one.email,
        template="follow_ask",
        lang=one.lang,
        values={
            "number": one.tracking,
            "what": _what(kind, one.lang),
            "link": public_address(held.settings, page_path(one)),
        },
        at=held.clock(),
    )


def tell_followers(held: Runtime) -> int:
    """Put letters about what has happened into the outbox; give how many."""
    if not can_mail(held.settings):
        return 0
    with held.database.read() as session:
        if not has_news(session):
            return 0
    with held.database.write() as writing:
        news = take_news(writing, key=held.settings.key(), limit=AT_ONCE)
        for one in news:
            _tell(writing, held, one)
    return len(news)


def _tell(writing: Session, held: Runtime, news: News) -> None:
    one = news.following
    end = public_address(held.settings, page_path(one, end=True))
    put_mail(
        writing,
        to=one.email,
        template="follow_news",
        lang=one.lang,
        values={
            "number": news.tracking,
            "what": _what(news.category, one.lang),
            "state": best_name(report_states()[news.state].label, one.lang),
            "link": public_address(
                held.settings, f"/{one.lang}/reports/{news.tracking}"
            ),
            "end_link": end,
            "unsubscribe": end,
        },
        at=held.clock(),
    )


def _what(category: str, lang: str) -> str:
    known = report_categories().get(category)
    return best_name(known.label, lang) if known else category
