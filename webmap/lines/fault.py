"""What is wrong with a line by hand, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from geo.transit.hand_field import hand_fields
from geo.transit.hand_line import LineFault
from webmap.i18n import N_, best_name, gettext

SENTENCES: Final = {
    "needed": N_("Please fill this in."),
    "id": N_("Please write only small letters a–z, digits and dashes."),
    "taken": N_("There is a line of this code already."),
    "phone": N_("This is not a phone number."),
    "word": N_("Please choose from the list."),
    "yes_no": N_("Please choose from the list."),
    "number": N_("Please write a number."),
    "bounds": N_("Please write a number from %(low)s to %(high)s."),
    "range": N_("Please write a number, or two like 10-90."),
    "order": N_("The end comes before the beginning."),
    "time": N_("Please write a time like 06:30."),
    "times": N_("Please write the times in order, each once."),
    "day": N_("Please write a day like 2026-12-31."),
    "days": N_("Please choose from the list."),
    "too_long": N_("Please write it shorter: at most %(longest)s letters."),
    "future": N_("This day has not come yet."),
    "conflict": N_("This does not fit what stands further up."),
    "directions": N_("A line has one direction or two."),
    "stops": N_("A direction has at least two stops, and at most 200."),
    "twice": N_("This is the same stop as the one before."),
    "no_stop": N_("No stop has this key."),
}
QUESTION: Final = "?؟ \u00a0"
"""Signs at the end of a label that do not stand before a colon."""

_STOP: Final = re.compile(r"d(\d+)-s(\d+)-")


def say_faults(faults: Iterable[LineFault]) -> dict[str, str]:
    """Say each fault: id of the field → sentence; of one field the first one."""
    said: dict[str, str] = {}
    for fault in faults:
        said.setdefault(fault.field, say_fault(fault))
    return said


def say_fault(fault: LineFault) -> str:
    """Say a fault in one sentence."""
    field = hand_fields().get(fault.name)
    limits = {}
    if field is not None:
        limits = {
            "low": f"{field.low:g}",
            "high": f"{field.high:g}",
            "longest": str(field.longest),
        }
    return gettext(SENTENCES[fault.code], **limits)


def label_faults(said: Iterable[str]) -> dict[str, str]:
    """Name each field that has a fault, with the stop that it belongs to."""
    return {name: _label(name) for name in said}


def _label(name: str) -> str:
    field = hand_fields().get(name.rsplit("-", 1)[-1])
    label = best_name(field.label).rstrip(QUESTION) if field else gettext("Stops")
    found = _STOP.match(name)
    if found is None:
        return label
    stop = gettext("Stop %(num)s", num=int(found[2]) + 1)
    return gettext("%(stop)s, %(label)s", stop=stop, label=label)
