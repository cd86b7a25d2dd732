"""Fetch a file from an address that a stranger has told, without being led astray.

The name is looked up once and the connection is made to the very address that was
judged: a name that answers differently the second time leads nowhere.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from threading import Timer
from typing import Final
from urllib.parse import SplitResult, urljoin

from geo.errors import InputError, SourceError
from webmap.far import FIELD, PORTS, Address, dial, find_addresses, is_public, split_url

HOPS: Final = 3
"""Redirects that are followed; each is judged like the first address."""
MOST_BYTES: Final = 12_000_000
TOTAL_S: Final = 20.0
CHUNK: Final = 1 << 16
MOVED: Final = (301, 302, 303, 307, 308)
OK: Final = 200
BROKEN: Final = 500
RETRY: Final = (408, 425, 429)
"""Statuses below 500 after which trying again later makes sense."""
PICTURES: Final = "image/jpeg, image/png, image/webp"
HEADERS: Final = {
    "User-Agent": "Wusul",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


@dataclass(frozen=True)
class Fetcher:
    """How pictures are fetched; tests hand in their own names and wires.

    Attributes
    ----------
    find_addresses : callable
        Name → addresses; called once for each hop.
    dial : callable
        (address, port, seconds) → connected socket.
    ports : sequence of int
        Allowed besides 80 and 443.
    most_bytes : int
    total_s : float
        For everything together, however slowly it drips.
    context : SSLContext, optional
    accept : str
        Media types that are asked for.
    is_allowed : callable
        Which addresses are asked; those of the open internet, unless whoever runs
        the site has named the address.
    """

    find_addresses: Callable[[str], list[str]] = find_addresses
    dial: Callable[[str, int, float], socket.socket] = dial
    ports: Sequence[int] = ()
    most_bytes: int = MOST_BYTES
    total_s: float = TOTAL_S
    context: ssl.SSLContext | None = None
    accept: str = PICTURES
    is_allowed: Callable[[Address], bool] = is_public

    def fetch(self, url: str) -> bytes:
        """Fetch what is at an address.

        Raises
        ------
        InputError
            If the address, or where it leads, is not one we go to, or too much comes.
        SourceError
            If nobody answers, or not with a file.
        """
        ends = time.monotonic() + self.total_s
        for _hop in range(HOPS + 1):
            parts = split_url(url, self.ports)
            answer = self._ask(parts, self.judge(str(parts.hostname)), ends)
            if isinstance(answer, bytes):
                return answer
            url = urljoin(url, answer)
        raise InputError(FIELD, f"leads on more than {HOPS} times")

    def judge(self, host: str) -> str:
        """Give the one address that a host is asked at.

        Raises
        ------
        InputError
            If any of its addresses is not public.
        """
        found = self.find_addresses(host)
        if not found:
            raise SourceError(f"{host} is not known", permanent=False)
        for address in found:
            if not self.is_allowed(ipaddress.ip_address(address.split("%")[0])):
                raise InputError(FIELD, "leads into a network that is not public")
        return found[0]

    def _ask(self, parts: SplitResult, address: str, ends: float) -> bytes | str:
        """Give the file, or the address that it has moved to."""
        try:
            wire = self._connect(parts, address, _require_time(ends))
        except OSError as cause:
            reason = f"{parts.hostname} cannot be reached"
            raise SourceError(reason, permanent=False) from cause
        watch = Timer(max(ends - time.monotonic(), 0.0), _cut, [wire])
        watch.daemon = True
        watch.start()
        try:
            answer = self._talk(parts, wire)
            _require_time(ends)
        except (OSError, http.client.HTTPException) as cause:
            if isinstance(cause, SourceError):
                raise
            late = time.monotonic() >= ends
            said = f"took more than {self.total_s:g} s" if late else "broke off"
            raise SourceError(f"{parts.hostname} {said}", permanent=False) from cause
        finally:
            watch.cancel()
            wire.close()
        return answer

    def _connect(
        self, parts: SplitResult, address: str, left_s: float
    ) -> socket.socket:
        wire = self.dial(address, parts.port or PORTS[parts.scheme], left_s)
        if parts.scheme == "http":
            return wire
        context = self.context or ssl.create_default_context()
        return context.wrap_socket(
            wire, server_hostname=parts.hostname, do_handshake_on_connect=False
        )

    def _talk(self, parts: SplitResult, wire: socket.socket) -> bytes | str:
        if isinstance(wire, ssl.SSLSocket):
            wire.do_handshake()
        line = http.client.HTTPConnection(parts.netloc)
        line.sock = wire
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        asked = path.encode("ascii", "replace").decode()
        line.request("GET", asked, headers={**HEADERS, "Accept": self.accept})
        with closing(line.getresponse()) as answer:
            if answer.status in MOVED:
                return answer.getheader("Location") or ""
            if answer.status != OK:
                lasting = answer.status < BROKEN and answer.status not in RETRY
                reason = f"{parts.hostname} answers {answer.status}"
                raise SourceError(reason, permanent=lasting)
            return self._read(answer)

    def _read(self, answer: http.client.HTTPResponse) -> bytes:
        """Read a file that comes as it is: what is packed may burst."""
        if answer.getheader("Content-Encoding", "identity") != "identity":
            raise InputError(FIELD, "comes packed, though that was not asked for")
        told = answer.getheader("Content-Length", "")
        if told.isdecimal() and int(told) > self.most_bytes:
            raise InputError(FIELD, self._too_large())
        body = bytearray()
        while block := answer.read1(CHUNK):
            body += block
            if len(body) > self.most_bytes:
                raise InputError(FIELD, self._too_large())
        if told.isdecimal() and len(body) < int(told):
            raise http.client.IncompleteRead(bytes(body))
        return bytes(body)

    def _too_large(self) -> str:
        return f"is larger than {self.most_bytes / 1e6:g} MB"


def _require_time(ends: float) -> float:
    """Give the seconds that are left.

    Raises
    ------
    TimeoutError
        If there are none: the end of a file may then be the end of the time.
    """
    left_s = ends - time.monotonic()
    if left_s <= 0:
        raise TimeoutError
    return left_s


def _cut(wire: socket.socket) -> None:
    """End a connection that takes too long, in the middle of whatever it does."""
    try:
        wire.shutdown(socket.SHUT_RDWR)
    except OSError:
        wire.close()


def fetch_media(url: str) -> bytes:
    """Fetch a file from the open internet.

    Raises
    ------
    InputError
        If the address, or where it leads, is not one we go to, or too much comes.
    SourceError
        If nobody answers, or not with a file.
    """
    return Fetcher().fetch(url)
