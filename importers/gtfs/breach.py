"""Who breaks the rules of a file, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from geo.finding import Finding
from importers.gtfs.form import forms
from importers.gtfs.rule import Rows, Rule, When

ANY = "*"


@dataclass(frozen=True, slots=True)
class Breach:
    """A row that breaks a rule, and whether it is rejected for it."""

    index: int
    finding: Finding


@dataclass(frozen=True)
class _Test:
    code: str
    is_wrong: Callable[[str], bool]
    flaw: str
    severity: str = "error"


def find_breaches(rule: Rule, table: Rows) -> Iterator[Breach]:
    """Find the rows that break the rule of their file.

    Parameters
    ----------
    rule : Rule
    table : Rows

    Yields
    ------
    Breach
        Of severity ``"error"`` where the row is rejected.
    """
    for column, test in _tests(rule):
        yield from _each(table, column, test)
    if rule.differ:
        yield from _alike(table, rule.differ)
    for when in rule.when:
        yield from _under(table, when)
    yield from _repeated(rule, table)


def _tests(rule: Rule) -> Iterator[tuple[str, _Test]]:
    for column in rule.required:
        yield column, _Test("value-missing", _is_blank, "is empty")
    for column in rule.wanted:
        yield column, _Test("value-missing", _is_blank, "is empty", "warning")
    for column, (low, high) in rule.range.items():
        yield column, _outside(low, high, "error")
    for column, (low, high) in rule.soft_range.items():
        yield column, _outside(low, high, "warning")
    for column, bounds in rule.number.items():
        yield from _number_tests(rule, column, bounds)
    for column in rule.whole:
        severity, end = _graveness(rule, column)
        flaw = f"is not a whole number{end}"
        yield column, _Test("value-not-whole", _is_broken, flaw, severity)
    for column, name in rule.form.items():
        yield column, _form_test(rule, column, name)


def _graveness(rule: Rule, column: str) -> tuple[str, str]:
    """Reject a row only where it makes no sense without the value."""
    is_vital = column in rule.required
    return ("error", "") if is_vital else ("warning", ": taken as unknown")


def _number_tests(
    rule: Rule, column: str, bounds: tuple[float, ...]
) -> Iterator[tuple[str, _Test]]:
    severity, end = _graveness(rule, column)
    flaw = f"is not a number{end}"
    yield column, _Test("value-no-number", _is_no_number, flaw, severity)
    if bounds:
        least, most = (*bounds, float("inf"))[:2]
        text = f"less than {least:g}" if len(bounds) == 1 else _between(least, most)
        test = _Beyond(least, most)
        yield column, _Test("value-too-far", test, f"is {text}{end}", severity)


def _between(least: float, most: float) -> str:
    return f"not between {least:g} and {most:g}"


@dataclass(frozen=True)
class _Beyond:
    least: float
    most: float

    def __call__(self, value: str) -> bool:
        if not value or _is_no_number(value):
            return False
        return not self.least <= float(value) <= self.most


def _form_test(rule: Rule, column: str, name: str) -> _Test:
    fits, flaw = forms()[name]
    severity, end = _graveness(rule, column)
    code = f"{name}-wrong"
    return _Test(code, lambda v: bool(v) and not fits(v), f"{flaw}{end}", severity)


def _outside(low: int, high: int, severity: str) -> _Test:
    allowed = {"", *(str(number) for number in range(low, high + 1))}
    flaw = f"is not one of {low} … {high}"
    return _Test("value-out-of-range", lambda v: v not in allowed, flaw, severity)


def _is_blank(value: str) -> bool:
    return not value


def _is_no_number(value: str) -> bool:
    try:
        return bool(value) and not abs(float(value)) < float("inf")
    except ValueError:
        return True


def _is_broken(value: str) -> bool:
    return bool(value) and not _is_no_number(value) and float(value) % 1 != 0


def _each(table: Rows, column: str, test: _Test) -> Iterator[Breach]:
    if column not in table.header:
        return
    values = table.column(column)
    wrong = {value for value in set(values) if test.is_wrong(value)}
    if not wrong:
        return
    for index, value in enumerate(values):
        if value in wrong:
            message = f"{column} {value!r} {test.flaw}"
            finding = Finding(test.code, table.where(index), message, test.severity)
            yield Breach(index, finding)


def _under(table: Rows, when: When) -> Iterator[Breach]:
    """Find rows that lack, or have, what goes with another of their values."""
    if when.column not in table.header and "" not in when.values:
        return
    said = table.column(when.column)
    asked = [(name, False) for name in when.need]
    asked += [(name, True) for name in when.forbid]
    for name, is_forbidden in asked:
        for index, value in enumerate(table.column(name)):
            if bool(value) == is_forbidden and _applies(when, said[index]):
                finding = _conditional(table, index, name, when)
                yield Breach(index, finding)


def _applies(when: When, value: str) -> bool:
    return value in when.values or (bool(value) and ANY in when.values)


def _conditional(table: Rows, index: int, name: str, when: When) -> Finding:
    said = table.column(when.column)[index]
    cause = f"{when.column} is {said!r}" if said else f"{when.column} is empty"
    is_forbidden = name in when.forbid
    code = "value-forbidden" if is_forbidden else "value-missing-here"
    flaw = "must be empty" if is_forbidden else "must be filled"
    return Finding(code, table.where(index), f"{name} {flaw} where {cause}")


def _alike(table: Rows, names: tuple[str, ...]) -> Iterator[Breach]:
    columns = [table.column(name) for name in names]
    for index, values in enumerate(zip(*columns, strict=True)):
        if values[0] and len(set(values)) == 1:
            message = f"{' and '.join(names)} are the same, {values[0]!r}"
            yield Breach(index, Finding("ends-alike", table.where(index), message))


def _repeated(rule: Rule, table: Rows) -> Iterator[Breach]:
    """Find rows whose key was there before; the first one counts."""
    if not rule.unique or all(c not in table.header for c in rule.unique):
        return
    seen: set[tuple[str, ...]] = set()
    keys = zip(*(table.column(column) for column in rule.unique), strict=True)
    for index, key in enumerate(keys):
        if key in seen:
            message = f"{', '.join(key)} was there before; the first row counts"
            finding = Finding("id-twice", table.where(index), message, "error")
            yield Breach(index, finding)
        seen.add(key)
