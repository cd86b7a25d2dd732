"""How tests talk with the server: in both formats, as a program would."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flask.testing import FlaskClient
from lxml import etree
from werkzeug.test import TestResponse

from data.queries.life_cycle import advance_report
from data.queries.origin import find_by_token
from data.queries.report import ReportRecord, get_report
from data.queries.report_barrier import SiteCheck
from data.runtime import Runtime
from geo.standing import Actor, Move
from tests.life import EXAMPLES, usual_reason, usual_role
from tests.map_rows import LAT, LON
from webmap.pictures import fetch_waiting

V2 = "/open311/v2"
GOOD = {"service_code": "kerb", "lat": str(LAT), "long": str(LON)}
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
LISTS = frozenset({"values", "attributes", "endpoints", "formats"})


@dataclass
class Watch:
    """A clock that is moved by hand."""

    now: datetime

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now

    def move(self, **span: float) -> datetime:
        """Let time go by."""
        self.now += timedelta(**span)
        return self.now


def tree(answer: TestResponse) -> etree._Element:
    """Read an answer as XML."""
    assert answer.content_type == "text/xml; charset=utf-8", answer.text
    return etree.fromstring(answer.data, PARSER)


def plain(element: etree._Element) -> Any:
    """Give an element as JSON would have it, with every value a text."""
    if element.tag in LISTS or (element.tag.endswith("s") and len(element) > 0):
        return [plain(child) for child in element]
    if len(element):
        return {child.tag: plain(child) for child in element}
    return element.text or ""


def texts(value: Any) -> Any:
    """Write every value of JSON as XML writes it."""
    if isinstance(value, dict):
        return {name: texts(one) for name, one in value.items()}
    if isinstance(value, list):
        return [texts(one) for one in value]
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def errors_of(answer: TestResponse) -> list[tuple[int, str]]:
    """Give the list of errors of an answer in either format."""
    if answer.content_type.startswith("text/xml"):
        whole = tree(answer)
        assert whole.tag == "errors"
        rows = [{part.tag: part.text for part in one} for one in whole]
        assert {one.tag for one in whole} == {"error"}
    else:
        assert answer.content_type == "application/json; charset=utf-8", answer.text
        rows = answer.json
    assert rows
    assert all(set(row) == {"code", "description"} for row in rows)
    return [(int(row["code"]), row["description"]) for row in rows]


@dataclass
class Program:
    """Another program, with its key."""

    held: Runtime
    client: FlaskClient
    key: str
    sent: list[str] = field(default_factory=list)

    def post(self, form: str = "json", headers: Any = None, **values: Any):
        """Hand something in; what is given as ``None`` is left out."""
        filled = {"api_key": self.key, **GOOD, **values}
        given = {name: value for name, value in filled.items() if value is not None}
        return self.client.post(f"{V2}/requests.{form}", data=given, headers=headers)

    def report(self, *steps: str, **values: Any) -> str:
        """Hand in a report and lead it through some states; give its number."""
        answer = self.post(**values)
        assert answer.status_code == 201, answer.text
        (row,) = answer.json
        number = row.get("service_request_id") or self.number_of(row["token"])
        for step in steps:
            self.advance(number, step)
        return number

    def number_of(self, token: str) -> str:
        """Give the number that only staff knows yet."""
        with self.held.database.read() as session:
            found = find_by_token(session, token)
        assert found is not None
        return found.tracking

    def advance(self, number: str, to: str, **values: Any) -> ReportRecord:
        """Take a step as somebody who may, with all that it needs."""
        with self.held.database.write() as session:
            before = get_report(session, number)
            role = usual_role(before.state, to)
            given = {**EXAMPLES, **values.pop("given", {})}
            found = None
            if to == "triaged":
                found = SiteCheck(kind="kerb", attribute="kerb_height_m", value=0.12)
            needed = {k: v for k, v in given.items() if k in ("body", "reference")}
            evidence = needed if to == "forwarded" else given
            actor = Actor(role, values.pop("who", f"{role}-{to}"))
            at = self.held.clock()
            move = Move(to, actor, at, usual_reason(to), evidence, **values)
            return advance_report(session, number, move, found=found)

    def update(self, form: str = "json", **values: Any):
        """Send an update."""
        given = {"api_key": self.key, **values}
        address = f"{V2}/servicerequestupdates.{form}"
        return self.client.post(address, data=given)

    def fetch_pictures(self) -> list[tuple[str, str]]:
        """Fetch the pictures that wait, as the clock behind the server does."""
        return [(one.state, one.tracking) for one in fetch_waiting(self.held)]
