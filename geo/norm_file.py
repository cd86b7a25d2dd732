"""Reads norm sets from their files; what is wrong in one is named."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar

from geo.attribute import ATTRIBUTES
from geo.errors import InputError
from geo.norm import NEEDS, STATUSES, Norm, NormRule, Short, Tier

Made = TypeVar("Made")
FOLDER: Final = Path(__file__).parent / "norms"


def parse_norm(values: Mapping[str, Any], file: str) -> Norm:
    """Build a norm set from the tables of a TOML file.

    Parameters
    ----------
    values : mapping
    file : str
        Its name, for errors.

    Returns
    -------
    Norm

    Raises
    ------
    InputError
        Naming the file and the value that is missing, misspelt or impossible.
    """
    rows = values.get("rule", [])
    rules = tuple(
        _rule(row, f"{file}: rule {place}") for place, row in enumerate(rows, 1)
    )
    plain = {name: value for name, value in values.items() if name != "rule"}
    plain["unchecked"] = tuple(plain.get("unchecked", ()))
    norm = _made(Norm, {**plain, "rules": rules}, file)
    if norm.status not in STATUSES:
        reason = f"{norm.status!r} is not one of {', '.join(STATUSES)}"
        raise InputError(f"{file}: status", reason)
    if not rules and not norm.based_on:
        raise InputError(f"{file}: rule", "there is none, and no set to base it on")
    return norm


def _made(kind: type[Made], row: Mapping[str, Any], field: str) -> Made:
    known = {one.name for one in fields(kind)}  # type: ignore[arg-type]
    for name in row:
        if name not in known:
            raise InputError(f"{field}: {name}", "is not known here")
    try:
        return kind(**row)
    except TypeError as cause:
        raise InputError(field, f"a value is missing: {cause}") from cause


def _rule(row: Mapping[str, Any], field: str) -> NormRule:
    values = dict(row)
    tiers = values.get("tiers", [])
    values["tiers"] = tuple(_made(Tier, tier, f"{field}: tiers") for tier in tiers)
    if "short" in values:
        values["short"] = _made(Short, values["short"], f"{field}: short")
    rule = _made(NormRule, values, field)
    _check_rule(rule, field)
    return rule


def _check_rule(rule: NormRule, field: str) -> None:
    if rule.check not in NEEDS:
        reason = f"{rule.check!r} is not one of {', '.join(NEEDS)}"
        raise InputError(f"{field}: check", reason)
    if rule.column not in ATTRIBUTES:
        reason = f"{rule.column!r} is not an access attribute"
        raise InputError(f"{field}: column", reason)
    if not rule.source:
        raise InputError(f"{field}: source", "is empty")
    for name in NEEDS[rule.check]:
        _check_number(getattr(rule, name), f"{field}: {name}")


def _check_number(value: object, field: str) -> None:
    if isinstance(value, tuple):
        if not value:
            raise InputError(field, "is missing")
        for tier in value:
            _check_number(tier.above, field)
        return
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise InputError(field, f"{value!r} is not a number")
    if not 0 < value < math.inf:
        raise InputError(field, f"{value} is missing or not above 0")


@lru_cache
def load_norms(folder: Path = FOLDER) -> dict[str, Norm]:
    """Read every norm set: key → norm, in order of the keys.

    Raises
    ------
    InputError
        If a file cannot be read, or is based on a set that does not exist.
    """
    own = {norm.key: norm for norm in map(_read, sorted(folder.glob("*.toml")))}
    return {key: _based(norm, own) for key, norm in own.items()}


def _read(path: Path) -> Norm:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as cause:
        raise InputError(path.name, f"is not a TOML file: {cause}") from cause
    return parse_norm(values, path.name)


def _based(norm: Norm, known: Mapping[str, Norm]) -> Norm:
    if not norm.based_on:
        return norm
    base = known.get(norm.based_on)
    if base is None or base.based_on:
        reason = f"{norm.based_on!r} is not a set with rules of its own"
        raise InputError(f"{norm.key}.toml: based_on", reason)
    unchecked = norm.unchecked or base.unchecked
    borrowed = tuple(
        replace(rule, source=f"{base.key}, {rule.source}") for rule in base.rules
    )
    return replace(norm, rules=norm.rules or borrowed, unchecked=unchecked)


def get_norm(key: str) -> Norm:
    """Give a norm set by its key.

    Raises
    ------
    InputError
        Listing the sets that there are.
    """
    norms = load_norms()
    if key not in norms:
        raise InputError(
            "norm", f"{key!r} is not known; it is one of {', '.join(norms)}"
        )
    return norms[key]
