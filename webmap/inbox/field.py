"""One field of a form of the inbox."""

from __future__ import annotations

from dataclasses import dataclass

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FieldView:
    """One field.

    Attributes
    ----------
    name : str
    kind : str
        ``"text"``, ``"lines"``, ``"date"``, ``"number"``, ``"choice"``, ``"photo"`` or
        ``"tick"``.
    label, hint : str
    options : tuple of tuple of str
        Value and word, of a choice.
    usual : str
        What stands in it at first.
    needed : bool
    """

    name: str
    kind: str
    label: str
    hint: str = ""
    options: Options = ()
    usual: str = ""
    needed: bool = True
