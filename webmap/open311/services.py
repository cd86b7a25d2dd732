"""Services and their definitions: our categories and questions."""

from __future__ import annotations

from typing import Any, Final

from flask import Response

from geo.barrier_kind import BarrierKind
from geo.category import report_categories
from geo.open311_service import AFFECTED, UNKNOWN, Attribute, list_attributes
from webmap.i18n import best_name, gettext
from webmap.open311.place import require_jurisdiction
from webmap.open311.refuse import MISSING, refuse
from webmap.open311.write import write_list, write_one
from webmap.wording.profile import profile_word

NAMES: Final = ("services", "service")
TYPE: Final = "realtime"


def list_services() -> Response:
    """List what can be reported."""
    require_jurisdiction()
    rows = [_service(kind) for kind in report_categories().values()]
    return write_list(NAMES, list(rows))


def _service(kind: BarrierKind) -> dict[str, Any]:
    name = best_name(kind.label)
    words = (*kind.label.values(), kind.cnig, *kind.osm)
    keywords = dict.fromkeys(word for word in words if word and "," not in word)
    return {
        "service_code": kind.id,
        "service_name": name,
        "description": gettext("An obstacle on a way: %(name)s", name=name),
        "metadata": bool(list_attributes(kind.id)),
        "type": TYPE,
        "keywords": ",".join(keywords),
        "group": gettext("Obstacles on ways"),
    }


def get_definition(code: str) -> Response:
    """Tell what is asked about one kind of obstacle.

    Raises
    ------
    Refused
        If there is no such service.
    """
    require_jurisdiction()
    if code not in report_categories():
        raise refuse(MISSING, f"service_code {code[:80]!r} was not found")
    attributes = [_attribute(one) for one in list_attributes(code)]
    definition = {"service_code": code, "attributes": attributes}
    return write_one("service_definition", definition)


def _attribute(one: Attribute) -> dict[str, Any]:
    question = one.question
    label = (
        best_name(question.label)
        if question
        else gettext("Who is stopped or slowed by it?")
    )
    row = {
        "variable": True,
        "code": one.code,
        "datatype": one.datatype,
        "required": one.required,
        "datatype_description": _datatype_words(one),
        "order": one.order,
        "description": label,
    }
    if one.is_list:
        row["values"] = [{"key": key, "name": _key_name(one, key)} for key in one.keys]
    return row


def _datatype_words(one: Attribute) -> str:
    question = one.question
    if question is None or not question.unit or question.high <= question.low:
        return best_name(question.help) if question else ""
    return gettext(
        "A number from %(low)s to %(high)s, unit: %(unit)s.",
        low=f"{question.low:g}",
        high=f"{question.high:g}",
        unit=question.unit,
    )


def _key_name(one: Attribute, key: str) -> str:
    if one.code == AFFECTED:
        return profile_word(key)
    chosen = one.question.choice(key) if one.question else None
    if chosen:
        return best_name(chosen.label)
    words = {"yes": gettext("yes"), "no": gettext("no")}
    return gettext("not known") if key == UNKNOWN else words[key]
