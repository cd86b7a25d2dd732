"""Letters: written from the outbox in the reader's language, handed to a server."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from datetime import UTC
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from data.queries.outbox import (
    GIVEN_UP,
    Letter,
    has_due_letter,
    note_sent,
    note_trouble,
    take_letter,
)
from data.runtime import Runtime
from data.settings import Settings
from geo.errors import SourceError
from webmap.i18n import best_name, direction, gettext, speaking
from webmap.mail_server import can_mail, hand_over, read_server, talking_to
from webmap.mail_text import LETTERS, WORD_FROM
from webmap.people.letter import fill_letter

LOG: Final = logging.getLogger("wusul.mail")
NAME: Final = "Wusul"
AT_ONCE: Final = 50
"""Letters of one look: the rest waits for the next one."""
STYLE: Final = (
    "font-family: Noto Sans Arabic, Noto Sans, sans-serif; font-size: 17px; "
    "line-height: 1.6; color: #1E272C"
)
_BREAK: Final = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_ONLY_LINK: Final = re.compile(r"%\((\w*link)\)s")


def one_line(text: str) -> str:
    """Put a text into one line: whatever a name holds, it writes no header."""
    return _BREAK.sub(" ", text).strip()


def write_letter(letter: Letter, settings: Settings, town: str) -> EmailMessage:
    """Write a letter in plain text and, beside it, simply formatted.

    Parameters
    ----------
    letter : Letter
    settings : Settings
    town : str
        Name of the town in the language of the letter.

    Returns
    -------
    EmailMessage
    """
    text = LETTERS[letter.template]
    values = {n: one_line(v) for n, v in letter.values.items()} | {"town": town}
    with speaking(letter.lang):
        subject = one_line(gettext(text.subject, **values))
        parts = [
            (one, _filled(one, values)) for one in (*text.paragraphs, "", WORD_FROM)
        ]
    message = EmailMessage(policy=SMTP)
    for name, value in _headers(letter, settings).items():
        message[name] = value
    message["Subject"] = subject
    message.set_content("\n\n".join(said for _one, said in parts if said) + "\n")
    message.add_alternative(_formatted(parts, letter.lang, subject), subtype="html")
    message["Content-Language"] = letter.lang
    return message


def _filled(paragraph: str, values: Mapping[str, str]) -> str:
    return gettext(paragraph, **values) if paragraph else ""


def _headers(letter: Letter, settings: Settings) -> dict[str, str]:
    sender = settings.mail_from
    headers = {
        "From": str(Address(NAME, addr_spec=sender)),
        "To": letter.address,
        "Date": format_datetime(letter.created_at.astimezone(UTC)),
        "Message-ID": f"<{letter.key}@{sender.rpartition('@')[2]}>",
        "Auto-Submitted": "auto-generated",
    }
    ends = one_line(letter.values.get("unsubscribe", ""))
    if ends:
        headers["List-Unsubscribe"] = f"<{ends}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _formatted(parts: list[tuple[str, str]], lang: str, subject: str) -> str:
    body = Markup("\n").join(
        _link(said) if _ONLY_LINK.fullmatch(one) else Markup("<p>{}</p>").format(said)
        for one, said in parts
        if said
    )
    return str(
        Markup(
            '<!doctype html>\n<html lang="{lang}" dir="{dir}"><head>'
            '<meta charset="utf-8"><title>{subject}</title></head>\n'
            '<body dir="{dir}" style="{style}">\n{body}\n</body></html>\n'
        ).format(
            lang=lang, dir=direction(lang), subject=subject, style=STYLE, body=body
        )
    )


def _link(address: str) -> Markup:
    shown = escape(address)
    return Markup('<p><a dir="ltr" href="{0}">{0}</a></p>').format(shown)


def send_waiting(runtime: Runtime) -> int:
    """Send the letters that are due; give how many a server has taken.

    A letter is taken out of the outbox in one transaction, sent outside of any, and
    noted in another: nobody else sends it meanwhile, and a crash only delays it.
    """
    if not can_mail(runtime.settings):
        return 0
    sent = 0
    for _turn in range(AT_ONCE):
        letter = _take(runtime)
        if letter is None or not _try(runtime, letter):
            break
        sent += 1
    return sent


def _take(runtime: Runtime) -> Letter | None:
    at = runtime.clock()
    with runtime.database.read() as session:
        if not has_due_letter(session, at=at):
            return None
    with runtime.database.write() as session:
        return take_letter(session, at=at)


def _try(runtime: Runtime, letter: Letter) -> bool:
    """Send one letter; what went wrong is noted with it."""
    settings = runtime.settings
    try:
        with talking_to(read_server(settings.smtp_url)) as line:
            filled = fill_letter(runtime, letter)
            if filled is not None:
                town = _place(runtime, filled.lang)
                hand_over(line, write_letter(filled, settings, town))
    except SourceError as failed:
        _note(runtime, letter, str(failed), permanent=failed.permanent)
        return failed.permanent
    except (LookupError, ValueError) as slip:
        said = f"it cannot be written: {type(slip).__name__}"
        _note(runtime, letter, said, permanent=True)
        return True
    with runtime.database.write() as session:
        note_sent(session, letter, at=runtime.clock())
    return True


def _place(runtime: Runtime, lang: str) -> str:
    """Name the town; without one, the host where the site is."""
    host = urlsplit(runtime.settings.public_url).hostname or ""
    return best_name(runtime.town.names, lang) or host


def _note(runtime: Runtime, letter: Letter, said: str, *, permanent: bool) -> None:
    with runtime.database.write() as session:
        state = note_trouble(
            session, letter, said, permanent=permanent, at=runtime.clock()
        )
    word = "was given up" if state == GIVEN_UP else "waits"
    LOG.warning("letter %s %s: %s", letter.key, word, said)
