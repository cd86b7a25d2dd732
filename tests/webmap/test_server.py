"""The real server in a process of its own: it answers, logs, and stops in peace."""

from __future__ import annotations

import json
import signal
import socket
import sys
import threading
import time

import pytest

from data.db import Database
from data.schema import upgrade_schema
from tests.kef import ROOT, wusul
from tests.map_rows import fill
from tests.serving import PATIENCE_S, Server

NO_TOWN = {"WUSUL_TOWN": "none"}
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


def test_it_says_where_it_is_answers_and_logs_a_line(folder):
    server = Server(folder, **NO_TOWN).start()
    answer, body = server.ask(
        "GET", "/api/v1/places?limit=1", headers={"X-Request-ID": "my-id"}
    )

    code = server.stop()

    out, err = server.read()
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
    command = (sys.executable, "-c", start, "serve")
    server = Server(folder, command=command, **NO_TOWN).start()
    answers = []
    asking = threading.Thread(target=lambda: answers.append(server.ask("GET", "/slow")))
    asking.start()
    while not mark.exists():
        assert asking.is_alive()
        time.sleep(0.02)

    code = server.stop(how)

    asking.join(PATIENCE_S)
    assert code == 0
    assert [(answer.status, body) for answer, body in answers] == [(200, b"done")]


def test_several_workers_share_one_database(folder):
    body = json.dumps({"category": "kerb", "where": "somewhere"})
    headers = {"Content-Type": "application/json", "Idempotency-Key": "shared"}

    with Server(folder, workers=2, **NO_TOWN) as server:
        answers = [
            server.ask("POST", "/api/v1/reports", body=body, headers=headers)
            for _ in range(6)
        ]

    numbers = {json.loads(body)["tracking"] for _answer, body in answers}
    assert sorted(answer.status for answer, _body in answers) == [200] * 5 + [201]
    assert len(numbers) == 1


def test_a_body_that_is_far_too_large_is_refused_and_the_server_lives(folder):
    headers = {"Content-Type": "application/json"}

    with Server(folder, **NO_TOWN) as server:
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
