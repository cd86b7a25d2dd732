"""Pictures from strangers' addresses: a real server on this machine, invented names."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError, SourceError
from webmap.far import is_public, split_url
from webmap.fetch import Fetcher

PUBLIC = "93.184.216.34"
PICTURE = b"\x89PNG pretended" * 10


class Pictures(BaseHTTPRequestHandler):
    """Answers by the path: well, slowly, without end, packed, elsewhere."""

    def log_message(self, *_words):
        """Say nothing."""

    def do_GET(self):
        """Answer."""
        {
            "/good.png": self._good,
            "/drip": self._drip,
            "/slow-head": self._slow_head,
            "/endless": self._endless,
            "/packed": self._packed,
            "/short": self._short,
            "/large": self._large,
        }.get(self.path.split("?")[0], self._other)()

    def _head(self, status=200, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def _good(self):
        self.server.hosts.append(self.headers["Host"])
        self._head(Content_Length=str(len(PICTURE)))
        self.wfile.write(PICTURE)

    def _drip(self):
        self._head()
        self._pour(b"x", pause_s=0.05)

    def _slow_head(self):
        self._pour(b"H", pause_s=0.05)

    def _endless(self):
        self._head()
        self._pour(bytes(1 << 16))

    def _pour(self, block, pause_s=0.0):
        try:
            while not self.server.over.is_set():
                self.wfile.write(block)
                self.wfile.flush()
                time.sleep(pause_s)
        except OSError:
            return

    def _packed(self):
        body = gzip.compress(bytes(50_000_000))
        self._head(Content_Encoding="gzip", Content_Length=str(len(body)))
        self.wfile.write(body)

    def _short(self):
        self._head(Content_Length="1000")
        self.wfile.write(b"only this")

    def _large(self):
        self._head(Content_Length=str(10**12))

    def _other(self):
        path, _, asked = self.path.partition("?")
        if path == "/to":
            self._head(302, Location=asked)
        elif path == "/status":
            self._head(int(asked))
        else:
            self._head(404)


@pytest.fixture(scope="module")
def server():
    """Serve on this machine."""
    served = ThreadingHTTPServer(("127.0.0.1", 0), Pictures)
    served.hosts, served.over = [], threading.Event()
    thread = threading.Thread(target=served.serve_forever, daemon=True)
    thread.start()
    yield served
    served.over.set()
    served.shutdown()
    served.server_close()


class Wires:
    """Leads every public address to the server of this machine, and notes which."""

    def __init__(self, server, names=None):
        self.port = server.server_address[1]
        self.names = names or {}
        self.asked, self.dialled = [], []

    def find_addresses(self, host):
        self.asked.append(host)
        known = self.names.get(host, [PUBLIC])
        return known.pop(0) if known and isinstance(known[0], list) else known

    def dial(self, address, port, timeout_s):
        self.dialled.append((address, port))
        assert is_public(ipaddress.ip_address(address))
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout_s)

    def fetcher(self, **values):
        return Fetcher(self.find_addresses, self.dial, **values)


@pytest.fixture
def wires(server):
    """Give wires to the server."""
    return Wires(server)


def test_a_picture_is_fetched_from_the_address_that_was_judged(wires, server):
    body = wires.fetcher().fetch("http://pictures.example/good.png?size=large")

    assert body == PICTURE
    assert wires.dialled == [(PUBLIC, 80)]
    assert server.hosts[-1] == "pictures.example"


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.1", "100.64.0.1"),
        *("169.254.169.254", "0.0.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
        *("192.0.0.192", "198.18.0.1", "100.100.100.200"),
        *("::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1"),
        *("64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2001:0:7f00:1::"),
    ],
)
def test_a_name_that_leads_inside_is_refused_before_anything_is_sent(server, address):
    wires = Wires(server, {"inside.example": [address]})

    with pytest.raises(InputError, match="not public"):
        wires.fetcher().fetch("http://inside.example/good.png")

    assert wires.dialled == []


@given(st.ip_addresses(v=4) | st.ip_addresses(v=6))
def test_nothing_private_is_ever_public(address):
    shut = not address.is_global or address.is_multicast
    mapped = getattr(address, "ipv4_mapped", None)

    assert not (is_public(address) and (shut or mapped))


def test_one_private_address_among_public_ones_is_enough_to_refuse(server):
    wires = Wires(server, {"both.example": [PUBLIC, "10.0.0.1"]})

    with pytest.raises(InputError, match="not public"):
        wires.fetcher().fetch("http://both.example/good.png")


def test_a_name_that_answers_otherwise_the_second_time_leads_nowhere(server):
    wires = Wires(server, {"turning.example": [[PUBLIC], ["127.0.0.1"]]})

    assert wires.fetcher().fetch("http://turning.example/good.png") == PICTURE

    assert wires.asked == ["turning.example"]
    assert wires.dialled == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/good.png",
        "http://[::1]/good.png",
        "http://[::ffff:169.254.169.254]/latest/meta-data",
        "//localhost/good.png",
    ],
)
def test_a_redirect_is_judged_like_the_first_address(server, target):
    names = {
        host: [host] for host in ("127.0.0.1", "::1", "::ffff:169.254.169.254")
    } | {"localhost": ["127.0.0.1"]}
    wires = Wires(server, names)

    with pytest.raises(InputError, match="not public"):
        wires.fetcher().fetch(f"http://pictures.example/to?{target}")

    assert len(wires.dialled) == 1


@pytest.mark.parametrize("target", ["file:///etc/passwd", "gopher://a.example/", ""])
def test_a_redirect_to_another_scheme_or_to_itself_is_refused(wires, target):
    with pytest.raises(InputError):
        wires.fetcher().fetch(f"http://pictures.example/to?{target}")


def test_redirects_are_followed_three_times_and_no_more(wires):
    once = "http://pictures.example/to?"
    good = "http://pictures.example/good.png"

    assert wires.fetcher().fetch(once * 3 + good) == PICTURE
    with pytest.raises(InputError, match="more than 3 times"):
        wires.fetcher().fetch(once * 4 + good)


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://a.example/x", "javascript:alert(1)", "data:image/png;base64,AA=="),
        *("http://user:pass@a.example/", "http://@a.example/", "http:///x", "http://"),
        *("http://a.example:22/", "https://a.example:8443/", "http://a.example:0/"),
        *(
            "http://a.example:99999/",
            "http://a.example/ x",
            "http://a.example/\r\nX: y",
        ),
        "http://a.example/" + "x" * 2000,
    ],
)
def test_what_is_no_address_of_a_picture_is_refused(url):
    with pytest.raises(InputError):
        split_url(url)


def test_another_port_is_asked_where_the_caller_allows_it():
    assert split_url("http://a.example:8080/x", ports=[8080]).port == 8080


@pytest.mark.parametrize("path", ["drip", "slow-head"])
def test_who_answers_drop_by_drop_is_cut_off(wires, path):
    begun = time.monotonic()

    with pytest.raises(SourceError, match=r"took more than 0.4 s") as told:
        wires.fetcher(total_s=0.4).fetch(f"http://pictures.example/{path}")

    assert not told.value.permanent
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize("path", ["endless", "large"])
def test_more_than_a_picture_is_not_read_to_its_end(wires, path):
    with pytest.raises(InputError, match="larger than 0.2 MB"):
        wires.fetcher(most_bytes=200_000).fetch(f"http://pictures.example/{path}")


def test_what_comes_packed_is_not_unpacked(wires):
    with pytest.raises(InputError, match="packed"):
        wires.fetcher().fetch("http://pictures.example/packed")


@pytest.mark.parametrize(
    ("status", "lasting"), [(404, True), (429, False), (503, False)]
)
def test_a_refusal_tells_whether_to_try_again(wires, status, lasting):
    with pytest.raises(SourceError, match=f"answers {status}") as told:
        wires.fetcher().fetch(f"http://pictures.example/status?{status}")

    assert told.value.permanent is lasting


def test_a_file_that_breaks_off_is_no_file(wires):
    with pytest.raises(SourceError, match="broke off"):
        wires.fetcher().fetch("http://pictures.example/short")


def test_a_server_that_does_not_speak_tls_is_told_so(wires):
    with pytest.raises(SourceError):
        wires.fetcher(total_s=5).fetch("https://pictures.example/good.png")

    assert wires.dialled == [(PUBLIC, 443)]
