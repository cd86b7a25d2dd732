"""Accounts, links, devices and tries, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from data.models import AuditEvent, PersonLink, SignIn
from data.queries.password import (
    change_password,
    find_link,
    find_lock,
    make_link,
    use_link,
)
from data.queries.person import (
    NewPerson,
    add_person,
    change_role,
    close_account,
    get_person,
    list_people,
    open_account,
)
from data.queries.sign_in import (
    end_all_sign_ins,
    end_sign_in,
    find_sign_in,
    list_sign_ins,
    start_sign_in,
)
from data.queries.throttle import Counted, claim_try, forgive
from geo.errors import ConflictError, ForbiddenError, InputError, MissingError
from geo.patience import list_patience
from geo.standing import Actor

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SYSTEM = Actor("system")
ADMIN = Actor("admin", "k1")
NEW = "new-hash"


def add(database, name, role="admin", *, body="", password=True):
    email = f"{name}@example.org"
    with database.write() as session:
        new = NewPerson(name, email, role, body, "ar")
        person = add_person(session, new, by=SYSTEM, at=NOON)
        if password:
            change_password(session, person.key, "a-hash", at=NOON)
    return person


def events(database):
    with database.read() as session:
        return session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()


def test_somebody_is_added_with_a_key_that_tells_nothing(database):
    person = add(database, "amel", "verifier", body=" TWIZA  Le Kef ")

    with database.read() as session:
        (listed,) = list_people(session)
    assert (listed.key, listed.body) == (person.key, "TWIZA Le Kef")
    assert person.actor == Actor("verifier", person.key, "TWIZA Le Kef")
    assert "amel" not in person.key


def test_two_people_cannot_have_one_address_however_it_is_written(database):
    add(database, "amel")

    with pytest.raises(ConflictError, match="already"), database.write() as session:
        new = NewPerson("Other", "AMEL@Example.org", "staff")
        add_person(session, new, by=SYSTEM, at=NOON)


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewPerson("", "a@example.org", "staff"), "name"),
        (NewPerson("x" * 121, "a@example.org", "staff"), "name"),
        (NewPerson("a\u202eb", "a@example.org", "staff"), "name"),
        (NewPerson("a", "a", "staff"), "email"),
        (NewPerson("a", "a@example.org", "king"), "role"),
        (NewPerson("a", "a@example.org", "verifier"), "body"),
        (NewPerson("a", "a@example.org", "body", "  "), "body"),
    ],
)
def test_what_is_wrong_with_an_invitation_is_named(embedded, new, field):
    with pytest.raises(InputError) as refused, embedded.write() as session:
        add_person(session, new, by=SYSTEM, at=NOON)

    assert refused.value.field == field


def test_every_change_is_told_without_address_or_name(database):
    person = add(database, "amel")
    add(database, "zied")
    with database.write() as session:
        change_role(session, person.key, ("staff", ""), by=ADMIN, at=NOON)
        close_account(session, person.key, by=ADMIN, at=NOON)
        open_account(session, person.key, by=ADMIN, at=NOON)
        make_link(session, person.key, "invite", by=ADMIN, at=NOON)

    told = events(database)
    mine = [one.action for one in told if one.subject_key == person.key]
    assert mine == [
        "invited",
        "password_changed",
        "role_changed",
        "closed",
        "opened",
        "link_made",
    ]
    assert "amel" not in " ".join(str(vars(one)) for one in told)


def test_the_last_administrator_cannot_be_taken_away(database):
    person = add(database, "amel")
    add(database, "invited", password=False)
    add(database, "zied", "staff")
    for change in (
        lambda s: close_account(s, person.key, by=ADMIN, at=NOON),
        lambda s: change_role(s, person.key, ("staff", ""), by=ADMIN, at=NOON),
    ):
        with (
            pytest.raises(ConflictError, match="last administrator"),
            database.write() as session,
        ):
            change(session)

    with database.read() as session:
        assert get_person(session, person.key).role == "admin"


def test_of_two_administrators_one_may_go_even_if_both_go_at_once(database):
    keys = [add(database, name).key for name in ("amel", "zied")]

    def close(key):
        try:
            with database.write() as session:
                close_account(session, key, by=ADMIN, at=NOON)
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(2) as both:
        done = list(both.map(close, keys))

    assert sorted(done) == [False, True]


def test_a_closed_account_has_no_lock_no_link_and_no_device(database):
    add(database, "zied")
    person = add(database, "amel", "staff")
    with database.write() as session:
        token = start_sign_in(session, person.key, device="", at=NOON)
        link = make_link(session, person.key, "reset", by=ADMIN, at=NOON)
        close_account(session, person.key, by=ADMIN, at=NOON)

    with database.read() as session:
        assert find_lock(session, person.email).password_hash == ""
        assert find_sign_in(session, token, at=NOON) is None
        assert session.scalars(select(SignIn)).all() == []
        with pytest.raises(MissingError):
            find_link(session, link, at=NOON)
    with pytest.raises(ConflictError, match="closed"), database.write() as session:
        make_link(session, person.key, "reset", by=ADMIN, at=NOON)
    with pytest.raises(ForbiddenError), database.write() as session:
        start_sign_in(session, person.key, device="", at=NOON)


def test_an_account_that_is_opened_again_needs_a_new_password(database):
    add(database, "zied")
    person = add(database, "amel", "staff")
    with database.write() as session:
        close_account(session, person.key, by=ADMIN, at=NOON)
        opened = open_account(session, person.key, by=ADMIN, at=NOON)

    assert opened.is_active
    assert not opened.has_password


def test_a_link_is_good_once_and_its_token_is_not_kept(database):
    person = add(database, "amel", password=False)
    with database.write() as session:
        link = make_link(session, person.key, "invite", by=ADMIN, at=NOON)
    with database.read() as session:
        kept = session.scalars(select(PersonLink.token_hash)).all()

    with database.write() as session:
        used = use_link(session, link, NEW, at=NOON)
    with pytest.raises(MissingError), database.write() as session:
        use_link(session, link, "another-hash", at=NOON)

    assert used.has_password
    assert link not in kept
    with database.read() as session:
        assert find_lock(session, person.email).password_hash == NEW


def test_one_of_many_who_use_a_link_at_once_wins(database):
    person = add(database, "amel")
    with database.write() as session:
        link = make_link(session, person.key, "reset", by=ADMIN, at=NOON)

    def use(name):
        try:
            with database.write() as session:
                use_link(session, link, name, at=NOON)
        except MissingError:
            return ""
        return name

    with ThreadPoolExecutor(4) as many:
        won = [name for name in many.map(use, ("a", "b", "c", "d")) if name]

    with database.read() as session:
        assert [find_lock(session, person.email).password_hash] == won


@pytest.mark.parametrize(
    ("kind", "lasts"), [("invite", timedelta(days=7)), ("reset", timedelta(hours=1))]
)
def test_a_link_is_good_for_a_while_only(database, kind, lasts):
    person = add(database, "amel")
    with database.write() as session:
        link = make_link(session, person.key, kind, by=ADMIN, at=NOON)

    with database.read() as session:
        assert find_link(session, link, at=NOON + lasts * 0.99)[0].key == person.key
        with pytest.raises(MissingError):
            find_link(session, link, at=NOON + lasts)


def test_a_new_password_uses_up_every_link_and_signs_every_device_out(database):
    person = add(database, "amel")
    with database.write() as session:
        links = [
            make_link(session, person.key, "reset", by=ADMIN, at=NOON) for _ in "ab"
        ]
        token = start_sign_in(session, person.key, device="", at=NOON)
        use_link(session, links[0], NEW, at=NOON)

    with database.read() as session:
        assert find_sign_in(session, token, at=NOON) is None
        with pytest.raises(MissingError):
            find_link(session, links[1], at=NOON)


def test_another_role_counts_at_once_and_signs_devices_out(database):
    add(database, "zied")
    person = add(database, "amel")
    with database.write() as session:
        token = start_sign_in(session, person.key, device="", at=NOON)
        change_role(session, person.key, ("monitor", ""), by=ADMIN, at=NOON)

    with database.read() as session:
        assert find_sign_in(session, token, at=NOON) is None


def test_devices_are_listed_and_ended_by_their_own_person_only(database):
    amel, zied = add(database, "amel"), add(database, "zied")
    with database.write() as session:
        token = start_sign_in(session, amel.key, device="Firefox", at=NOON)
        start_sign_in(session, amel.key, device="Chrome", at=NOON)
        here = find_sign_in(session, token, at=NOON)
        with pytest.raises(MissingError):
            end_sign_in(session, zied.key, here.id, at=NOON)
        listed = list_sign_ins(session, amel.key, at=NOON)
        ended = end_all_sign_ins(session, amel.key, at=NOON, but=here.id)
        left = list_sign_ins(session, amel.key, at=NOON)

    assert {one.device for one in listed} == {"Firefox", "Chrome"}
    assert (ended, [one.device for one in left]) == (1, ["Firefox"])


def test_devices_that_have_ended_are_forgotten(database):
    person = add(database, "amel")
    with database.write() as session:
        for day in range(5):
            at = NOON + timedelta(days=10 * day)
            start_sign_in(session, person.key, device="", at=at)

    with database.read() as session:
        assert len(session.scalars(select(SignIn)).all()) == 1


def test_many_tries_at_once_do_not_slip_through(database):
    rule = list_patience()["account_network"]

    def claim(_number):
        with database.write() as session:
            return claim_try(session, [Counted("mark", rule)], at=NOON).wait_s

    with ThreadPoolExecutor(8) as many:
        waits = list(many.map(claim, range(20)))

    assert sum(wait == 0 for wait in waits) == rule.free


def test_who_was_right_is_forgiven_but_shared_counts_keep_the_rest(database):
    rules = list_patience()
    own = Counted("own", rules["account_network"])
    shared = Counted("shared", rules["network"])
    with database.write() as session:
        for _try in range(4):
            claim_try(session, [own, shared], at=NOON)
        forgive(session, [own, shared], at=NOON)
        after = claim_try(session, [own, shared], at=NOON)

    assert after.counts == (1, 4)


def test_tries_are_forgotten_after_a_while(database):
    rule = list_patience()["account_network"]
    with database.write() as session:
        for _try in range(rule.free):
            claim_try(session, [Counted("mark", rule)], at=NOON)
        later = NOON + timedelta(seconds=rule.forget_s + 1)
        after = claim_try(session, [Counted("mark", rule)], at=later)

    assert after.counts == (1,)
