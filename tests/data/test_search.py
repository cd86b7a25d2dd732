"""Search: the same answer on both databases, however a name is typed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.db import Database
from data.models import Place, to_column
from data.queries.name import list_named_things
from data.queries.revision import raise_revision
from data.search import LONGEST, Hit, resolve_place, search
from geo.errors import InputError
from tests.map_rows import LAT, LON, at, fill, filled

OF_KEF = ["t:a1", "t:p1", "t:p2", "t:p3", "t:s1", "t:s3", "t:s4"]


def keys(database: Database, text: str, lang: str = "fr") -> list[str]:
    with database.read() as session:
        return [hit.key for hit in search(session, text, lang=lang)]


@pytest.mark.parametrize("text", ["الكاف", "Kef", "el kef", "LE KEF", "كاف", "الكَاف"])
def test_the_town_is_found_in_both_scripts_with_the_same_keys_in_the_same_order(
    database: Database, text: str
) -> None:
    assert keys(filled(database), text) == OF_KEF


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("hopital", "t:p1"),
        ("Hopitla", "t:p1"),
        ("pharm", "t:p2"),
        ("farmacie", ""),
        ("pharmcie", "t:p2"),
        ("صيدليه", "t:p2"),
        ("صيديلة", "t:p2"),
        ("صيدلة", "t:p2"),
        ("المدرسة", "t:p5"),
        ("ecole amal", "t:p5"),
        ("bardo", "t:w1"),
        ("rue bardo", "t:w1"),
        ("نهج باردو", "t:w1"),
        ("bourguiba", "t:w4"),
        ("gare", "t:s1"),
        ("kasbah", "t:a2"),
        ("pharmacie du coin", "t:p2"),
    ],
)
def test_a_name_is_found_however_it_is_typed(
    database: Database, text: str, first: str
) -> None:
    found = keys(filled(database), text)

    assert found[:1] == ([first] if first else [])


def test_a_street_of_several_ways_is_one_hit(database: Database) -> None:
    with filled(database).read() as session:
        hits = search(session, "Rue de Bardo", lang="ar")

    assert [(hit.key, hit.layer, hit.name) for hit in hits] == [
        ("t:w1", "streets", "نهج باردو")
    ]
    assert hits[0].score == 100.0
    assert hits[0].is_demonstration


def test_the_word_for_a_kind_finds_the_places_of_that_kind(
    database: Database,
) -> None:
    assert keys(filled(database), "castle", "en")[:1] == ["t:p3"]
    assert keys(database, "حصن", "ar")[:1] == ["t:p3"]


def test_an_entrance_is_no_answer(database: Database) -> None:
    assert "t:s2" not in keys(filled(database), "Entrée de la gare")


@pytest.mark.parametrize("text", ["", "   ", "%", "'; DROP TABLE x; --", "<script>"])
def test_what_is_no_name_finds_nothing_and_harms_nothing(
    database: Database, text: str
) -> None:
    assert keys(filled(database), text) == []
    assert keys(database, "hopital") == ["t:p1"]


def test_a_text_of_two_hundred_letters_is_the_longest(embedded: Database) -> None:
    with filled(embedded).read() as session:
        assert search(session, "x" * LONGEST, lang="fr") == []
        with pytest.raises(InputError, match="201 letters are more than 200"):
            search(session, "x" * (LONGEST + 1), lang="fr")


@pytest.mark.parametrize("limit", [0, 51])
def test_the_limit_has_limits(embedded: Database, limit: int) -> None:
    with embedded.read() as session, pytest.raises(InputError, match=r"1 … 50"):
        search(session, "kef", lang="fr", limit=limit)


def test_fewer_hits_are_the_first_of_more(embedded: Database) -> None:
    with filled(embedded).read() as session:
        two = search(session, "kef", lang="fr", limit=2)

    assert [hit.key for hit in two] == OF_KEF[:2]


def test_a_new_name_is_found_at_once(database: Database) -> None:
    assert keys(filled(database), "zaouia") == []

    with database.write() as session:
        known = session.query(Place).filter_by(key="t:p4").one()
        known.names = {**known.names, "fr": "Zaouia Kadiriya"}
        raise_revision(session)

    assert keys(database, "zaouia") == ["t:p4"]


def test_the_nearer_of_equal_hits_comes_first(embedded: Database) -> None:
    with filled(embedded).write() as session:
        for key, where in (("t:z1", at(9, 0)), ("t:z2", at(0, 0))):
            session.add(
                Place(
                    key=key,
                    source_id=1,
                    kind="cafe",
                    names={"": "Zitouna"},
                    geom=to_column(where),
                )
            )
        raise_revision(session)

    with embedded.read() as session:
        plain = search(session, "zitouna", lang="fr")
        near = search(session, "zitouna", lang="fr", near=(LON, LAT))

    assert [hit.key for hit in plain] == ["t:z1", "t:z2"]
    assert [hit.key for hit in near] == ["t:z2", "t:z1"]


@pytest.mark.parametrize("text", ["8.71, 36.18", "8.71,36.18", "8.71 ، 36.18"])
def test_a_position_is_a_place(embedded: Database, text: str) -> None:
    with embedded.read() as session:
        hits = resolve_place(session, text, "ar")

    assert hits == [Hit("", "point", text, (8.71, 36.18), 100.0)]


def test_a_position_outside_the_world_is_refused(embedded: Database) -> None:
    with embedded.read() as session, pytest.raises(InputError, match="outside"):
        resolve_place(session, "300,36", "fr")


def test_one_exact_name_is_clear_and_a_part_of_many_is_a_choice(
    database: Database,
) -> None:
    with filled(database).read() as session:
        clear = resolve_place(session, "hôpital du kef", "fr")
        choice = resolve_place(session, "ka", "fr")

    assert [hit.key for hit in clear] == ["t:p1"]
    assert len(choice) > 1


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_every_name_is_found_by_itself(embedded: Database, data: st.DataObject) -> None:
    with embedded.write() as session:
        if not list_named_things(session):
            fill(session)
    with embedded.read() as session:
        things = list_named_things(session)
        thing = data.draw(st.sampled_from(things))
        name = data.draw(st.sampled_from(sorted(filter(None, thing.names.values()))))

        hits = search(session, name, lang="fr", limit=50)

    assert thing.key in [hit.key for hit in hits if hit.score == 100.0]
