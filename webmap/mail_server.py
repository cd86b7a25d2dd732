"""The mail server that the settings name, and what it answers."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Final
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from data.settings import Settings
from geo.email_address import check_email
from geo.errors import InputError, SourceError

SMTP: Final = "WUSUL_SMTP_URL"
FROM: Final = "WUSUL_MAIL_FROM"
PUBLIC: Final = "WUSUL_PUBLIC_URL"
TIMEOUT_S: Final = 20.0
PORTS: Final = {"smtp": 25, "smtps": 465}
OURS: Final = ("127.0.0.1", "localhost", "::1")
REFUSED: Final = 500
"""SMTP codes from here on are for good."""
EXAMPLE: Final = "is not an address like smtp://user:password@host:587?starttls=1"


@dataclass(frozen=True)
class MailServer:
    """A mail server and how to talk to it."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    is_encrypted: bool = False
    starttls: bool = False
    authority: str = ""
    """File of the certificate authority; the system's if it is empty."""


def can_mail(settings: Settings) -> bool:
    """Tell whether mail can be sent: server, sender and public address are set."""
    return bool(settings.smtp_url and settings.mail_from and settings.public_url)


def public_address(settings: Settings, path: str) -> str:
    """Give the full address of a page; without the setting, its path.

    It is never built from what a request says of our name.
    """
    return f"{settings.public_url.rstrip('/')}{path}"


def check_mail_settings(settings: Settings) -> None:
    """Refuse settings of mail that cannot be right.

    Raises
    ------
    InputError
        Naming the setting; a password is never repeated.
    """
    if settings.public_url:
        public = urlsplit(settings.public_url)
        if public.scheme not in ("http", "https") or not public.hostname:
            raise InputError(PUBLIC, "is not an address like https://map.example.org")
        if public.path.strip("/") or public.query or public.fragment:
            raise InputError(PUBLIC, "must end after the host")
    if settings.mail_from:
        try:
            check_email(settings.mail_from)
        except InputError as cause:
            raise InputError(FROM, cause.reason) from cause
    if settings.smtp_url:
        read_server(settings.smtp_url)


def read_server(url: str) -> MailServer:
    """Read the address of a mail server.

    Raises
    ------
    InputError
        If it is none, or would send a password over the network unencrypted.
    """
    parts = urlsplit(url)
    try:
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as cause:
        raise InputError(SMTP, EXAMPLE) from cause
    if parts.scheme not in PORTS or not parts.hostname:
        raise InputError(SMTP, EXAMPLE)
    server = _server(parts, port)
    is_safe = server.is_encrypted or server.starttls or server.host in OURS
    if server.password and not is_safe:
        raise InputError(SMTP, "sends a password: add ?starttls=1, or use smtps://")
    return server


def _server(parts: SplitResult, port: int) -> MailServer:
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return MailServer(
        host=parts.hostname or "",
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_encrypted=parts.scheme == "smtps",
        starttls=options.get("starttls", "0") not in ("", "0"),
        authority=options.get("ca", ""),
    )


@contextmanager
def talking_to(server: MailServer) -> Iterator[smtplib.SMTP]:
    """Open a connection to a mail server, encrypted and signed in as it says.

    Raises
    ------
    SourceError
        If the server cannot be reached or does not know us; trying later may help.
    """
    try:
        line = _open(server)
    except (OSError, smtplib.SMTPException, ValueError) as cause:
        raise SourceError(say_trouble(cause), permanent=False) from cause
    try:
        yield line
    finally:
        try:
            line.quit()
        except (OSError, smtplib.SMTPException):
            line.close()


def _open(server: MailServer) -> smtplib.SMTP:
    safe = ssl.create_default_context(cafile=server.authority or None)
    if server.is_encrypted:
        line: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=TIMEOUT_S, context=safe
        )
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
    try:
        if server.starttls:
            line.starttls(context=safe)
        if server.user:
            line.login(server.user, server.password)
    except (OSError, smtplib.SMTPException):
        line.close()
        raise
    return line


def hand_over(line: smtplib.SMTP, message: EmailMessage) -> None:
    """Give a letter to a server.

    Raises
    ------
    SourceError
        With what the server said; permanent if it refuses the address or the letter.
    """
    try:
        line.send_message(message)
    except (OSError, smtplib.SMTPException) as cause:
        is_final = _is_final(cause)
        raise SourceError(say_trouble(cause), permanent=is_final) from cause


def _is_final(cause: Exception) -> bool:
    """Tell whether trying again is of no use: our own settings can be mended."""
    if isinstance(cause, smtplib.SMTPRecipientsRefused):
        return all(code >= REFUSED for code, _said in cause.recipients.values())
    return isinstance(cause, smtplib.SMTPDataError) and cause.smtp_code >= REFUSED


def say_trouble(cause: Exception) -> str:
    """Say what a server answered, without the address that it may repeat."""
    if isinstance(cause, smtplib.SMTPRecipientsRefused):
        codes = sorted({str(code) for code, _said in cause.recipients.values()})
        return f"the server refuses the address: {', '.join(codes)}"
    if isinstance(cause, smtplib.SMTPAuthenticationError):
        return f"the server does not know our name or password: {cause.smtp_code}"
    if isinstance(cause, smtplib.SMTPResponseException):
        return f"the server refuses: {cause.smtp_code}"
    return f"the server cannot be reached: {type(cause).__name__}"
