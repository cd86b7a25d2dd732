"""A line between a browser and the server that can be cut at any point of a request."""

from __future__ import annotations

import socket
import socketserver
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass

LINGER_NONE = struct.pack("ii", 1, 0)
END_OF_HEAD = b"\r\n\r\n"
HELD_S = 120.0
"""Longest that a request is held; a server answers in less, even a busy one."""


@dataclass(frozen=True)
class Request:
    """A request as it came: its bytes, and what it asks."""

    method: str
    path: str
    raw: bytes


Forward = Callable[[bytes], bytes]
Cut = Callable[[Request, Forward], bytes | None]
"""What happens to a request: the bytes of the answer, or ``None``: the line is dead."""


def before(_request: Request, _forward: Forward) -> None:
    """Cut before any byte reaches the server."""


def half(request: Request, forward: Forward) -> None:
    """Cut in the middle of the request: the server hears the first half."""
    forward(request.raw[: len(request.raw) // 2])


def after(request: Request, forward: Forward) -> None:
    """Cut once the server has answered: the sender never hears it."""
    assert forward(request.raw)


def answer(status: str, body: str = "", **headers: str) -> Cut:
    """Answer in the server's place."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    known = {
        "Content-Type": "text/html",
        "Content-Length": str(len(body.encode())),
        "Connection": "close",
        **named,
    }
    lines = [f"HTTP/1.1 {status}", *(f"{k}: {v}" for k, v in known.items()), "", body]
    return lambda _request, _forward: "\r\n".join(lines).encode()


LATER = answer("503 Service Unavailable", Retry_After="3600")
"""A refusal for an hour: nobody tries again by himself while a test goes on."""


def arrived_unheard(request: Request, forward: Forward) -> bytes | None:
    """Bring it to the server, and say that the server has a problem."""
    assert forward(request.raw)
    return LATER(request, forward)


def through(request: Request, forward: Forward) -> bytes:
    """Carry it to the server and the answer back."""
    return forward(request.raw)


class Hold:
    """A fate that comes only once it is let come: what is done meanwhile is between."""

    def __init__(self, then: Cut = through) -> None:
        self.then = then
        self.reached = threading.Event()
        self.released = threading.Event()

    def __call__(self, request: Request, forward: Forward) -> bytes | None:
        told = self.then(request, forward)
        self.reached.set()
        self.released.wait(HELD_S)
        return told

    def wait(self) -> None:
        """Wait until a request has come so far."""
        assert self.reached.wait(HELD_S), "no request came"

    def release(self) -> None:
        """Let the answer go."""
        self.released.set()


PORTAL = answer("200 OK", "<!doctype html><title>Welcome</title><p>Please sign in")


class _Server(socketserver.ThreadingTCPServer):
    request_queue_size = 128
    daemon_threads = True


class Line:
    """A proxy on a port of its own; the server behind it may die and come back."""

    def __init__(self, target: Callable[[], int]) -> None:
        self.target = target
        self.cuts: list[tuple[str, str, Cut]] = []
        self.seen: list[Request] = []
        line = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                line.carry(self.request)

        self.server = _Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def cut(self, method: str, path: str, how: Cut, times: int = 1) -> None:
        """Let the next requests whose path ends so meet this fate."""
        self.cuts += [(method, path, how)] * times

    def count(self, method: str, path: str) -> int:
        """Count the requests whose path ends so."""
        return len([r for r in self.seen if _fits(r, method, path)])

    def carry(self, client: socket.socket) -> None:
        """Carry one request and its answer."""
        try:
            request = _read_request(client)
            if request is None:
                return
            self.seen.append(request)
            told = self._fate(request)(request, self._forward)
            if told is None:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NONE)
            else:
                client.sendall(told)
        except OSError:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NONE)
        finally:
            client.close()

    def _fate(self, request: Request) -> Cut:
        for cut in self.cuts:
            if _fits(request, cut[0], cut[1]):
                self.cuts.remove(cut)
                return cut[2]
        return through

    def _forward(self, raw: bytes) -> bytes:
        """Send bytes to the server and read what it answers; then hang up."""
        with socket.create_connection(("127.0.0.1", self.target()), HELD_S) as server:
            server.sendall(raw)
            if not _is_whole(raw):
                return b""
            parts = iter(lambda: server.recv(65536), b"")
            return b"".join(parts)

    def close(self) -> None:
        """Take the line down."""
        self.server.shutdown()
        self.server.server_close()


def _fits(request: Request, method: str, path: str) -> bool:
    return request.method == method and request.path.split("?")[0].endswith(path)


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def _is_whole(raw: bytes) -> bool:
    head, gap, body = raw.partition(END_OF_HEAD)
    return bool(gap) and len(body) >= _length(head)


def _read_request(client: socket.socket) -> Request | None:
    raw = b""
    while not _is_whole(raw):
        part = client.recv(65536)
        if not part:
            return None
        raw += part
    head, gap, body = raw.partition(END_OF_HEAD)
    first, *lines = head.split(b"\r\n")
    kept = [one for one in lines if not one.lower().startswith(b"connection:")]
    method, path, _version = first.decode().split(" ", 2)
    head = b"\r\n".join([first, *kept, b"Connection: close"])
    return Request(method, path, head + gap + body)
