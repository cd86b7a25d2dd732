"""Letters: from the outbox to a real mail server, once, whatever the server says."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
from sqlalchemy import select

from data.models import PersonLink
from data.queries.outbox import (
    KEPT_TRYING,
    count_mail,
    list_lost,
    put_mail,
    take_letter,
)
from tests.smtp import PASSWORD, USER, Post, mail_server, make_certificate
from tests.webmap.conftest import NOON
from tests.webmap.people import somebody
from tests.webmap.post_office import later, mailing, outbox, queue, uses
from webmap.mail import send_waiting
from webmap.people.letter import FORGOT


@pytest.fixture
def post():
    return Post()


@pytest.fixture
def held(database, tmp_path):
    """Give an instance that can send mail."""
    with mailing(database, tmp_path) as runtime:
        yield runtime


def test_a_letter_arrives_over_starttls_with_a_password(held, post, tmp_path):
    certificate = make_certificate(tmp_path)
    queue(held)

    with mail_server(post, certificate) as port:
        account = f"{USER}:{quote(PASSWORD, safe='')}"
        options = f"starttls=1&ca={certificate}"
        uses(held, f"smtp://{account}@127.0.0.1:{port}?{options}")
        sent = send_waiting(held)

    (letter,) = post.letters
    assert (sent, post.recipients) == (1, ["amel@example.org"])
    assert post.encrypted == [True]
    assert letter["From"].addresses[0].addr_spec == "wusul@kef.example.org"
    assert letter["To"] == "amel@example.org"
    assert letter["Auto-Submitted"] == "auto-generated"


def test_a_server_whose_certificate_nobody_signed_gets_no_password(
    held, post, tmp_path
):
    certificate = make_certificate(tmp_path)
    queue(held)

    with mail_server(post, certificate) as port:
        uses(held, f"smtp://{USER}:x@127.0.0.1:{port}?starttls=1")
        assert send_waiting(held) == 0

    (row,) = outbox(held)
    assert (row.state, row.trouble) == (
        "waiting",
        "the server cannot be reached: SSLCertVerificationError",
    )


def test_a_wrong_password_is_our_own_fault_and_letters_wait(held, post, tmp_path):
    certificate = make_certificate(tmp_path)
    queue(held)

    with mail_server(post, certificate) as port:
        uses(held, f"smtp://{USER}:x@127.0.0.1:{port}?starttls=1&ca={certificate}")
        send_waiting(held)

    (row,) = outbox(held)
    assert row.state == "waiting"
    assert row.trouble == "the server does not know our name or password: 535"


def test_a_letter_that_was_sent_is_never_sent_again_and_forgotten(held, post):
    queue(held)
    with mail_server(post) as port:
        uses(held, f"smtp://127.0.0.1:{port}")
        for _look in range(3):
            send_waiting(held)
            later(held, days=1)

    (row,) = outbox(held)
    assert len(post.letters) == 1
    assert (row.state, row.address, row.values) == ("sent", "", {})


def test_a_server_that_asks_to_come_again_gets_the_same_letter_later(held, post):
    queue(held)
    post.at_recipient = "451 4.7.1 greylisted, come again"
    with mail_server(post) as port:
        uses(held, f"smtp://127.0.0.1:{port}")
        assert send_waiting(held) == 0
        assert send_waiting(held) == 0
        post.at_recipient = ""
        later(held, seconds=61)
        assert send_waiting(held) == 1

    (row,) = outbox(held)
    assert (row.state, row.tries) == ("sent", 2)
    assert post.letters[0]["Message-ID"] == f"<{row.key}@kef.example.org>"


def test_waits_double_and_after_days_a_letter_is_given_up_and_listed(held, post):
    queue(held)
    post.at_data = "452 4.3.1 no room"
    tried = []
    with mail_server(post) as port:
        uses(held, f"smtp://127.0.0.1:{port}")
        while outbox(held)[0].state == "waiting":
            send_waiting(held)
            (row,) = outbox(held)
            tried.append(held.clock() - NOON)
            held.clock = lambda now=row.next_at: now

    minutes = [int(one.total_seconds() // 60) for one in tried]
    assert minutes[:6] == [0, 1, 3, 7, 15, 31]
    assert tried[-1] >= KEPT_TRYING
    with held.database.read() as session:
        (lost,) = list_lost(session)
        assert count_mail(session) == {"waiting": 0, "sent": 0, "given_up": 1}
    assert lost.trouble == "the server refuses: 452"
    assert "@" not in str(lost)


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("at_recipient", "550 5.1.1 no such mailbox amel@example.org"),
        ("at_data", "554 5.7.1 refused"),
    ],
)
def test_what_a_server_refuses_for_good_is_given_up_at_once(held, post, where, said):
    queue(held)
    queue(held, to="zied@example.org")
    setattr(post, where, said)
    with mail_server(post) as port:
        uses(held, f"smtp://127.0.0.1:{port}")
        send_waiting(held)

    rows = outbox(held)
    assert [row.state for row in rows] == ["given_up", "given_up"]
    assert all("example.org" not in row.trouble for row in rows)


def test_a_server_that_is_not_there_stops_the_round_and_loses_nothing(held):
    for _letter in range(3):
        queue(held)
    uses(held, "smtp://127.0.0.1:1")

    assert send_waiting(held) == 0

    rows = outbox(held)
    assert [(row.state, row.tries) for row in rows] == [
        ("waiting", 1),
        ("waiting", 0),
        ("waiting", 0),
    ]


def test_a_letter_that_somebody_is_sending_is_nobody_elses(held):
    queue(held)
    with held.database.write() as session:
        mine = take_letter(session, at=NOON)
    with held.database.write() as session:
        other = take_letter(session, at=NOON)

    assert mine is not None
    assert other is None


def test_a_crash_while_sending_only_delays_a_letter(held, post):
    queue(held)
    with held.database.write() as session:
        take_letter(session, at=NOON)
    later(held, minutes=11)

    with mail_server(post) as port:
        uses(held, f"smtp://127.0.0.1:{port}")
        assert send_waiting(held) == 1


def test_a_letter_leaves_only_if_what_it_tells_of_was_written(held):
    with pytest.raises(RuntimeError), held.database.write() as session:
        put_mail(
            session, to="a@example.org", template="reset", lang="en", values={}, at=NOON
        )
        raise RuntimeError

    assert outbox(held) == []


def test_a_letter_that_cannot_be_written_stops_no_other(held, post):
    queue(held, template="no-such-letter")
    queue(held)
    with mail_server(post) as port:
        uses(held, f"smtp://127.0.0.1:{port}")
        send_waiting(held)

    assert [row.state for row in outbox(held)] == ["given_up", "sent"]
    assert len(post.letters) == 1


def test_whether_a_forgotten_password_is_anybodys_is_only_known_when_it_leaves(
    held, post
):
    person = somebody(held, "staff", name="Amel")
    queue(held, to=person.email, template=FORGOT)
    queue(held, to="nobody@example.org", template=FORGOT)
    with held.database.read() as session:
        assert session.scalars(select(PersonLink)).all() == []
    with mail_server(post) as port:
        uses(held, f"smtp://127.0.0.1:{port}")
        send_waiting(held)

    assert post.recipients == [person.email]
    assert [row.state for row in outbox(held)] == ["sent", "sent"]


def test_without_settings_nothing_is_sent_and_nothing_lost(held):
    queue(held)

    assert send_waiting(held) == 0
    assert outbox(held)[0].tries == 0


def test_postmen_of_many_workers_send_each_letter_once(held, post):
    for number in range(12):
        queue(held, to=f"somebody{number}@example.org")

    with mail_server(post) as port:
        uses(held, f"smtp://127.0.0.1:{port}")
        with ThreadPoolExecutor(4) as postmen:
            sent = list(postmen.map(lambda _one: send_waiting(held), range(4)))

    assert sum(sent) == 12
    assert sorted(post.recipients) == sorted(
        f"somebody{number}@example.org" for number in range(12)
    )
