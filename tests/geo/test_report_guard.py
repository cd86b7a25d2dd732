"""Guards of the life cycle: what the table of steps cannot say by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from geo.advance import set_flag, take_step
from geo.errors import ConflictError, ForbiddenError, InputError
from geo.standing import Actor, Move, Standing
from tests.life import LATER, NOON, claimed_from, move, stands


@pytest.mark.parametrize(
    "actor",
    [
        Actor("verifier", who="ahmed"),
        Actor("inspector", who="zohra", body="works department"),
    ],
)
def test_who_claimed_a_repair_cannot_verify_it_in_any_role(actor) -> None:
    now = stands("fix_claimed")

    with pytest.raises(ForbiddenError, match="cannot verify"):
        take_step(now, Move("fixed_verified", actor, LATER, evidence={"photo": "a"}))


def test_a_repair_that_nobody_is_known_to_have_claimed_is_opened_again() -> None:
    now = stands("fix_claimed", claimant=Actor("staff"))

    with pytest.raises(ConflictError, match="reopen"):
        take_step(now, move(now, "fixed_verified", "verifier"))


def test_who_claims_or_verifies_a_repair_must_be_known() -> None:
    for state, to, role in (
        ("triaged", "fix_claimed", "public"),
        ("fix_claimed", "fixed_verified", "verifier"),
    ):
        with pytest.raises(InputError, match="who"):
            take_step(stands(state), move(stands(state), to, role, who=""))


@pytest.mark.parametrize(
    "other",
    [
        None,
        Standing("AAAAA-AAAAA", NOON, "published"),
        Standing("BBBBB-BBBBB", NOON, "duplicate", canonical="CCCCC-CCCCC"),
        Standing("BBBBB-BBBBB", NOON, "hidden"),
        Standing("BBBBB-BBBBB", NOON, "published", flags=frozenset({"private"})),
    ],
)
def test_a_duplicate_points_to_a_report_that_stands_for_itself(other) -> None:
    now = stands("published")

    with pytest.raises(InputError) as caught:
        take_step(now, move(now, "duplicate", "staff", other=other))

    assert caught.value.field == "canonical"


def test_a_closing_is_contested_in_thirty_days_and_reconsidered_at_any_time() -> None:
    now, late = stands("closed_no_action"), NOON + timedelta(days=31)

    with pytest.raises(ConflictError, match="30 days"):
        take_step(now, move(now, "reopened", "author", at=late))

    assert take_step(now, move(now, "reopened", "staff", at=late)).state == "reopened"


def test_only_who_said_that_it_is_fixed_takes_that_back() -> None:
    now = claimed_from("planned")

    with pytest.raises(ForbiddenError, match="only who said"):
        take_step(now, move(now, "planned", "public", who="a third one"))


def test_a_word_taken_back_leads_to_where_the_report_stood_and_nowhere_else() -> None:
    now = claimed_from("planned")

    with pytest.raises(ConflictError, match="before is planned, not published"):
        take_step(now, move(now, "published", "public"))


def test_what_holds_personal_data_is_not_published() -> None:
    now = set_flag(stands("held"), "personal_data", Actor("moderator"), on=True)

    with pytest.raises(ConflictError, match="personal_data"):
        take_step(now, move(now, "published", "moderator"))


def test_a_flag_is_set_by_whom_the_table_names() -> None:
    with pytest.raises(ForbiddenError, match="not by public"):
        set_flag(stands("published"), "private", Actor("public"), on=True)
    with pytest.raises(InputError, match="'loud' is not one of"):
        set_flag(stands("published"), "loud", Actor("staff"), on=True)


def test_a_private_report_is_nowhere_and_does_nothing() -> None:
    now = set_flag(stands("triaged"), "private", Actor("staff"), on=True)

    assert (now.is_public, now.acts, now.open311) == (False, "none", "")
