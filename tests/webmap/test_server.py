"""The real server in a process of its own: it answers, logs, and stops in peace."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from data.db import Database
from data.schema import upgrade_schema
from tests.kef import ROOT, wusul
from tests.map_rows import fill

COMMAND = [sys.executable, "app.py", "serve"]
SLOW = """
import sys, time
sys.path.insert(0, {root!r})
import app, flask
made = app.create_app
def create_app():
    site = made()
    @site.get("/slow")
    def slow():
        open({mark!r}, "w").close()
        time.sleep(2)
        return "done"
    return site
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Give a data folder with rows and without a compiled network."""
    path = tmp_path_factory.mktemp("served")
    database = Database(f"sqlite:///{path}/wusul.sqlite")
    upgrade_schema(database)
    with database.write() as session:
        fill(session)
    database.close()
    return path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """``wusul serve`` in a process of its own."""

    def __init__(self, folder: Path, *arguments: str, command=None) -> None:
        self.port = free_port()
        clean = {k: v for k, v in os.environ.items() if not k.startswith("WUSUL_")}
        self.process = subprocess.Popen(
            [*(command or COMMAND), "--port", str(self.port), *arguments],
            cwd=ROOT,
            env={**clean, "WUSUL_DATA_DIR": str(folder), "WUSUL_TOWN": "none"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.wait_until_up()

    def ask(self, method: str, path: str, **options):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, **options)
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()

    def wait_until_up(self) -> None:
        for _ in range(300):
            if self.process.poll() is not None:
                break
            try:
                self.ask("GET", "/healthz")
            except OSError:
                time.sleep(0.1)
            else:
                return
        out, err, code = self.stop()
        pytest.fail(f"the server did not come up: {code} {out} {err}")

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> tuple[str, str, int]:
        self.process.send_signal(how)
        out, err = self.process.communicate(timeout=30)
        return out, err, self.process.returncode


def test_it_says_where_it_is_answers_and_logs_a_line(folder):
    server = Server(folder)
    answer, body = server.ask(
        "GET", "/api/v1/places?limit=1", headers={"X-Request-ID": "my-id"}
    )

    out, err, code = server.stop()

    assert f"http://127.0.0.1:{server.port}/" in out
    assert (answer.status, json.loads(body)["numberReturned"]) == (200, 1)
    assert answer.getheader("X-Request-ID") == "my-id"
    assert "GET /api/v1/places 200" in err
    assert "my-id" in err
    assert code == 0


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_request_in_flight_ends_before_the_server_does(folder, tmp_path, how):
    mark = tmp_path / "begun"
    (tmp_path / "slow_app.py").write_text(SLOW.format(root=str(ROOT), mark=str(mark)))
    start = (
        f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {str(ROOT)!r}]; import os; "
        f"os.environ['PYTHONPATH'] = {str(tmp_path)!r}; import webmap.server as s; "
        "s.TARGET = 'slow_app:create_app'; import app; app.main()"
    )
    server = Server(folder, command=[sys.executable, "-c", start, "serve"])
    answers = []
    asking = threading.Thread(target=lambda: answers.append(server.ask("GET", "/slow")))
    asking.start()
    while not mark.exists():
        time.sleep(0.02)

    _out, _err, code = server.stop(how)

    asking.join(10)
    assert code == 0
    assert [(answer.status, body) for answer, body in answers] == [(200, b"done")]


def test_several_workers_share_one_database(folder):
    body = json.dumps({"category": "kerb", "where": "somewhere"})
    headers = {"Content-Type": "application/json", "Idempotency-Key": "shared"}

    with Server(folder, "--workers", "2") as server:
        answers = [
            server.ask("POST", "/api/v1/reports", body=body, headers=headers)
            for _ in range(6)
        ]

    numbers = {json.loads(body)["tracking"] for _answer, body in answers}
    assert sorted(answer.status for answer, _body in answers) == [200] * 5 + [201]
    assert len(numbers) == 1


def test_a_body_that_is_far_too_large_is_refused_and_the_server_lives(folder):
    headers = {"Content-Type": "application/json"}

    with Server(folder) as server:
        answer, body = server.ask(
            "POST", "/api/v1/reports", body=b"x" * 30_000_000, headers=headers
        )
        alive, _ = server.ask("GET", "/healthz")

    assert (answer.status, json.loads(body)["code"]) == (413, "too-large")
    assert alive.status == 200


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--port", "99999"], "--port: 99999 is outside"),
        (["--port", "0"], "--port: 0 is outside"),
        (["--workers", "0"], "--workers: 0 is less than 1"),
    ],
)
def test_a_wrong_option_is_refused_in_words(folder, arguments, words):
    done = wusul(folder, "serve", *arguments)

    assert done.returncode == 2
    assert words in done.stderr


def test_without_tables_it_says_what_to_type(tmp_path):
    done = wusul(tmp_path, "serve")

    assert done.returncode == 3
    assert "wusul init" in done.stderr


def test_a_port_that_is_taken_is_told_in_words(folder):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        done = wusul(folder, "serve", "--port", str(other.getsockname()[1]))

    assert done.returncode == 2
    assert "cannot be listened at: Address already in use" in done.stderr
