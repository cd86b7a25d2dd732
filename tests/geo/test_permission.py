"""The matrix of permissions, cell by cell: what the table allows is said here again."""

from __future__ import annotations

import pytest

from geo.errors import InputError
from geo.life_cycle import report_words
from geo.permission import get_role, is_allowed, list_permissions, list_roles

ROLES = ("public", "staff", "inspector", "verifier", "body", "monitor", "moderator")
COLUMNS = (*ROLES, "admin")
MATRIX = """
                   public staff inspector verifier body monitor moderator admin
account.own           -     x       x        x      x      x        x       x
people.manage         -     -       -        -      -      -        -       x
mail.watch            -     -       -        -      -      -        -       x
inbox.read            -     x       x        x      x      x        x       -
contact.read          -     x       -        -      -      -        -       -
photo.moderate         -     -       -        -      -      -        x       -
photo.add              -     x       x        x      x      -        -       -
report.enter_for_others  -   x       -        x      -      -        -       -
inbox.held            -     x       -        -      -      -        x       -
inbox.assign          -     x       -        -      -      -        -       -
inbox.note            -     x       x        -      -      -        x       -
inbox.answer          -     x       -        -      x      -        -       -
inbox.export          -     x       -        -      -      x        x       -
inbox.templates       -     x       -        -      -      -        -       x
inbox.rules           -     -       -        -      -      -        -       x
moderate              -     -       -        -      -      -        x       -
lines.edit            -     x       -        x      x      -        -       -
gaps.declare          -     -       -        x      -      -        -       -
open311.keys          -     -       -        -      -      -        -       x
senders.hold          -     -       -        -      -      -        x       -
"""
"""x: allowed. One line for each row of ``geo/tables/permissions.toml``."""

ROWS = {line.split()[0]: line.split()[1:] for line in MATRIX.strip().splitlines()[1:]}
CELLS = [
    (permission, role, cell == "x")
    for permission, cells in ROWS.items()
    for role, cell in zip(COLUMNS, cells, strict=True)
]


@pytest.mark.parametrize(("permission", "role", "allowed"), CELLS)
def test_each_cell_of_the_table_is_as_it_was_decided(permission, role, allowed) -> None:
    assert is_allowed(role, permission) is allowed


def test_every_permission_was_decided_twice() -> None:
    assert list(list_permissions()) == list(ROWS)


def test_the_table_has_exactly_these_roles_and_the_life_cycle_knows_them() -> None:
    assert set(list_roles()) == set(COLUMNS) - {"public"}
    assert set(list_roles()) <= set(report_words("role"))


def test_a_permission_names_only_roles_that_exist() -> None:
    known = {*list_roles(), "everybody"}

    strangers = [p.id for p in list_permissions().values() if p.by - known]

    assert strangers == []


@pytest.mark.parametrize("role", ["", "author", "system", "root", "Admin", "everybody"])
def test_a_role_that_nobody_has_may_do_nothing_but_what_everybody_may(role) -> None:
    allowed = {p for p in list_permissions() if is_allowed(role, p)}

    assert allowed == {p for p in list_permissions() if is_allowed("public", p)}


def test_a_slip_in_the_name_of_a_permission_opens_no_door() -> None:
    with pytest.raises(InputError, match="not in the table"):
        is_allowed("admin", "people.mange")


def test_a_role_that_does_not_exist_is_refused() -> None:
    with pytest.raises(InputError, match="not one of staff"):
        get_role("king")


def test_everything_that_people_read_is_in_three_languages() -> None:
    rows = [*list_permissions().values(), *list_roles().values()]

    assert all(set(row.label) == {"ar", "fr", "en"} for row in rows)
    assert all(word for row in rows for word in row.label.values())
