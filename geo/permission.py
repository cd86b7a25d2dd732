"""Who may do what: roles of people with an account, and the table of permissions."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from geo.errors import InputError

EVERYBODY: Final = "everybody"
ADMIN: Final = "admin"
_TABLE: Final = Path(__file__).parent / "tables" / "permissions.toml"


@dataclass(frozen=True)
class Role:
    """A role of people with an account.

    Attributes
    ----------
    id : str
    label : dict of str to str
        Language → words.
    acts_for_body : bool
        Whether such a person always acts for an organisation.
    """

    id: str
    label: dict[str, str]
    acts_for_body: bool = False


@dataclass(frozen=True)
class Permission:
    """Something that not everybody may do.

    Attributes
    ----------
    id : str
        ``"thing.verb"``.
    by : frozenset of str
        Roles that may; ``"everybody"`` is also who has no account.
    label : dict of str to str
    """

    id: str
    by: frozenset[str]
    label: dict[str, str]


@lru_cache
def _table() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


@lru_cache
def list_roles() -> dict[str, Role]:
    """List the roles: id → role, in the order of the table."""
    return {row["id"]: Role(**row) for row in _table()["role"]}


@lru_cache
def list_permissions() -> dict[str, Permission]:
    """List the permissions: id → permission, in the order of the table."""
    return {
        row["id"]: Permission(row["id"], frozenset(row["by"]), row["label"])
        for row in _table()["permission"]
    }


def is_allowed(role: str, permission: str) -> bool:
    """Tell whether a role may do something.

    Parameters
    ----------
    role : str
        A role, known or not; who has no account has ``"public"`` or ``"author"``.
    permission : str
        A row of the table.

    Returns
    -------
    bool

    Raises
    ------
    InputError
        If the table has no such row: a slip of ours must not open a door.
    """
    row = get_permission(permission)
    return EVERYBODY in row.by or role in row.by


def get_permission(permission: str) -> Permission:
    """Give a permission by its id.

    Raises
    ------
    InputError
        If there is no such permission.
    """
    known = list_permissions()
    if permission not in known:
        raise InputError("permission", f"{permission!r} is not in the table")
    return known[permission]


def get_role(role: str) -> Role:
    """Give a role by its id.

    Raises
    ------
    InputError
        If there is no such role.
    """
    known = list_roles()
    if role not in known:
        raise InputError("role", f"{role!r} is not one of {', '.join(known)}")
    return known[role]
