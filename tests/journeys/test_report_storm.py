"""Two hundred reports at once, keys repeated, workers killed: each is there once."""

from __future__ import annotations

import http.client
import json
import os
import signal
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from data.db import Database
from data.models import AuditEvent, Report
from data.queries.audit import find_broken_event
from tests.conftest import BACKENDS, fresh_url
from tests.serving import Server

SENDS = 200
KEYS = 100
AT_ONCE = 24
NETWORKS = 40
"""Senders are of many networks: one alone would be asked to wait."""
KILLED_AFTER = (40, 120)
"""Acknowledged reports after which a worker is killed."""
PATIENCE_S = 240.0


class Storm:
    """Senders who repeat what was not answered, and somebody who kills workers."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.lock = threading.Lock()
        self.acknowledged: dict[str, list[str]] = defaultdict(list)
        self.unanswered = 0
        self.killed: list[int] = []
        self.until = time.monotonic() + PATIENCE_S

    def send(self, number: int) -> None:
        """Send one report until it is acknowledged."""
        key = f"device-{number % KEYS}"
        while time.monotonic() < self.until:
            try:
                status, body = self._ask(key, number)
            except (OSError, http.client.HTTPException):
                with self.lock:
                    self.unanswered += 1
                time.sleep(0.05)
                continue
            if status in (200, 201):
                self._note(key, json.loads(body)["tracking"])
                return
            assert status in (409, 503), (status, body)
        raise AssertionError(f"{key} was never acknowledged")

    def _ask(self, key: str, number: int) -> tuple[int, bytes]:
        source = (f"127.0.{1 + number % NETWORKS}.1", 0)
        line = http.client.HTTPConnection(
            "127.0.0.1", self.server.port, timeout=20, source_address=source
        )
        fields = {"category": "kerb", "where": "8.7047,36.1822", "description": key}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Idempotency-Key": key,
        }
        try:
            line.request("POST", "/api/v1/reports", urlencode(fields), headers)
            answer = line.getresponse()
            return answer.status, answer.read()
        finally:
            line.close()

    def _note(self, key: str, tracking: str) -> None:
        with self.lock:
            self.acknowledged[key].append(tracking)
            count = sum(map(len, self.acknowledged.values()))
            if count in KILLED_AFTER:
                victim = self.server.list_workers()[0]
                os.kill(victim, signal.SIGKILL)
                self.killed.append(victim)


@pytest.fixture(params=BACKENDS)
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    url = fresh_url(request.param, request, tmp_path)
    settings = {"WUSUL_DATABASE_URL": url, "WUSUL_TOWN": "none"}
    made = Server(tmp_path, workers=2, **settings)
    yield made.start()
    made.kill()


def test_every_acknowledged_report_is_there_exactly_once(server: Server) -> None:
    storm = Storm(server)

    with ThreadPoolExecutor(AT_ONCE) as senders:
        list(senders.map(storm.send, range(SENDS)))

    database = Database(server.settings["WUSUL_DATABASE_URL"])
    with database.read() as session:
        rows = session.execute(select(Report.idempotency_key, Report.tracking)).all()
        filed = select(AuditEvent.subject_key).where(AuditEvent.action == "file")
        told = list(session.scalars(filed))
        broken = find_broken_event(session)
    database.close()
    assert len(set(storm.killed)) == len(KILLED_AFTER)
    assert sum(map(len, storm.acknowledged.values())) == SENDS
    assert {key: {number} for key, number in rows} == {
        key: set(numbers) for key, numbers in storm.acknowledged.items()
    }
    assert len(rows) == KEYS
    assert sorted(told) == sorted(number for _key, number in rows)
    assert broken is None
