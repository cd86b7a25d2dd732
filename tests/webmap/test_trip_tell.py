"""What is told of a trip: all of it, or the parts that somebody asks for."""

from __future__ import annotations

import json
import tomllib

import pytest
from click.testing import CliRunner

from app import cli
from data.towns import SAMPLES
from geo.errors import InputError
from geo.tell import EVERYTHING, Tell, read_tell
from webmap.i18n import LANGUAGES
from webmap.site import create_site
from webmap.trips.told import DIRECTIONS, KEYS, OPTIONAL

CASES = tomllib.loads((SAMPLES / "kef" / "cases.toml").read_text(encoding="utf-8"))
WAYS = {"near": ([8.7045, 36.1745], [8.7080, 36.1762])} | {
    name: (CASES[name]["from"], CASES[name]["to"]) for name in ("kerb", "steps")
}
LEAN = ["out", "reasons"]


@pytest.fixture
def asked(kef_app):
    client = kef_app.test_client()

    def ask(way, **more):
        start, end = WAYS[way]
        profile = {"profile": "manual_wheelchair", "lang": "en"}
        body = {"from": list(start), "to": list(end), **profile, **more}
        return client.post("/api/v1/trips", json=body)

    return ask


@pytest.fixture
def kef_app(kef):
    # Of two equally good ways, a kept metric may choose the other one.
    kef.metrics.finder(*kef.graphs.current())
    kef.metrics.wait()
    return create_site(kef)


def _told(document, tell):
    """Cut an answer to everything down to what is told."""
    gone = frozenset().union(*(KEYS[part] for part in KEYS if part not in tell))
    kept = {key: value for key, value in document.items() if key not in gone}
    for side in DIRECTIONS:
        if side in kept:
            path = kept[side]
            kept[side] = {key: path[key] for key in path if key not in gone}
    return kept


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("tell", [LEAN, ["out"], ["back", "bounds"], ["heights"]])
def test_a_part_is_the_same_alone_as_in_the_whole_answer(asked, way, lang, tell):
    whole = asked(way, lang=lang).get_json()

    part = asked(way, lang=lang, tell=tell).get_json()

    told = read_tell(tell)
    assert part["trip"] == _told(whole["trip"], told)
    sentences = _told(whole["sentences"], told)
    if Tell.BACK not in told:
        sentences["verdict"] = sentences["out"]["verdict"]
    if Tell.REASONS not in told or Tell.BACK not in told:
        # The sources named are those of what is told.
        sentences["sources"] = part["sentences"]["sources"]
        sentences["made_up"] = part["sentences"]["made_up"]
    assert part["sentences"] == sentences


@pytest.mark.parametrize("tell", [[], list(Tell), ["norm", *Tell]])
def test_everything_is_told_to_who_names_nothing_or_all(asked, tell):
    assert asked("kerb", tell=tell).data == asked("kerb").data


def test_the_lean_answer_has_the_verdict_the_steps_and_the_reasons(asked):
    answer = asked("kerb", tell=LEAN).get_json()

    assert answer["trip"]["out"]["verdict"] == "only_if"
    assert answer["trip"]["out"]["broken"]
    assert answer["trip"]["refused"]
    assert answer["trip"]["changes"]
    assert answer["sentences"]["out"]["steps"]
    assert answer["sentences"]["direct"]
    assert answer["sentences"]["sources"]
    known = OPTIONAL & answer["trip"].keys()
    assert known == {"direct_m", "refused", "avoided", "changes"}


def test_a_link_asks_for_the_same_parts(asked, kef_app):
    start, end = WAYS["kerb"]
    query = {
        "from": "{},{}".format(*start),
        "to": "{},{}".format(*end),
        "profile": "manual_wheelchair",
        "lang": "en",
        "tell": "out, reasons",
    }

    link = kef_app.test_client().get("/api/v1/trips", query_string=query)

    assert link.data == asked("kerb", tell=LEAN).data


@pytest.mark.parametrize("tell", [["out", "weather"], "out", 7, [3], {"out": True}])
def test_an_unknown_part_is_refused_with_what_is_allowed(asked, tell):
    answer = asked("near", tell=tell)

    assert answer.status_code == 422
    assert answer.get_json()["field"] == "tell"
    for part in Tell:
        assert part in answer.get_json()["detail"]


def test_a_link_with_an_unknown_part_is_refused(kef_app):
    query = {"from": "8.7,36.1", "to": "8.7,36.2", "profile": "cane", "tell": "all"}

    answer = kef_app.test_client().get("/api/v1/trips", query_string=query)

    assert answer.status_code == 422
    assert answer.get_json()["field"] == "tell"
    assert "'all' is none of out, back" in answer.get_json()["detail"]


@pytest.mark.parametrize("form", ["gpx", "geojson"])
def test_a_file_has_the_way_back_only_where_it_is_told(asked, form):
    whole = asked("near", format=form).get_data(as_text=True)
    lean = asked("near", format=form, tell=["out"]).get_data(as_text=True)

    assert 0 < len(lean) < len(whole)
    assert '"back"' not in lean


def test_other_ways_are_the_same_without_the_heights(asked):
    whole = asked("near", alternatives=True).get_json()["sentences"]

    lean = asked("near", alternatives=True, tell=["out"]).get_json()["sentences"]

    assert lean["alternatives"] == whole["alternatives"]


def _run(kef, *more):
    ends = ["{},{}".format(*end) for end in WAYS["kerb"]]
    return CliRunner().invoke(cli, ["trip", *ends, *more], obj=kef)


def test_the_terminal_tells_the_same_parts(kef, asked):
    told = json.loads(_run(kef, "--tell", "out,reasons", "--json").output)

    assert (
        told["words"].keys() == asked("kerb", tell=LEAN).get_json()["sentences"].keys()
    )
    assert "back" not in told["trip"]
    assert "Coming back" not in _run(kef, "--tell", "out").output
    assert "Coming back" in _run(kef).output


def test_the_terminal_names_the_part_that_is_not_known(kef):
    done = _run(kef, "--tell", "weather")

    assert isinstance(done.exception, InputError)
    assert done.exception.field == "tell"


def test_the_way_there_is_always_told():
    assert read_tell(["heights"]) == {Tell.OUT, Tell.HEIGHTS}
    assert read_tell(["", " "]) == EVERYTHING
