"""What a program hands in: read from the form, everything wrong told at once."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from flask import request
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from data.queries.layer import list_by_keys
from data.queries.origin import Origin
from geo.answer import LonLat
from geo.category import report_categories
from geo.contact import Contacts, check_contacts, clean_contacts
from geo.draft import LONGEST_KEY, Draft, find_faults
from geo.errors import InputError
from geo.open311 import Refusal
from geo.open311_service import Answered, read_answers
from webmap.far import split_url
from webmap.i18n import best_name, current_language
from webmap.open311.refuse import MISSING, WRONG, gathering

CHANNEL: Final = "open311"
SEND_KEY: Final = "Idempotency-Key"
LONGEST_ACCOUNT: Final = 80
LONGEST_ID: Final = 120
NAMES: Final = {
    "category": "service_code",
    "where": "address_string",
    "position": "lat, long",
    "send_key": SEND_KEY,
    "affected": "attribute[affected]",
}
"""Field of a draft → what Open311 calls it."""
TOLD: Final = ("category", "answers.")
"""Faults that have been told in the words of Open311 before."""

_ATTRIBUTE = re.compile(r"attribute\[([\w.-]{1,80})\](?:\[\d*\])?", re.ASCII)

Form = MultiDict[str, str]


@dataclass
class Handed:
    """What was handed in, and what is wrong with it."""

    draft: Draft
    contacts: Contacts
    origin: Origin
    media_url: str = ""
    device: str = ""
    refusals: list[Refusal] = field(default_factory=list)


def attributes_of(form: Form) -> dict[str, list[str]]:
    """Gather ``attribute[code]`` and ``attribute[code][]``, in their order."""
    given: dict[str, list[str]] = {}
    for name, values in form.lists():
        match = _ATTRIBUTE.fullmatch(name)
        if match:
            given.setdefault(match[1], []).extend(values)
    return given


def read_handed(session: Session, key_id: int, key_name: str) -> Handed:
    """Read what was sent.

    Parameters
    ----------
    session : Session
    key_id : int
        Of the key that was shown.
    key_name : str

    Returns
    -------
    Handed
        With every reason to refuse it.
    """
    form, refusals = request.form, list[Refusal]()
    code = form.get("service_code", "").strip()
    refusals += _code(code)
    answered = read_answers(code, attributes_of(form)) if not refusals else Answered()
    refusals += answered.refusals
    lonlat, address = _place(session, form, refusals)
    draft = Draft(
        category=code,
        description=form.get("description", "").strip(),
        affected=answered.affected,
        where_text=address,
        lonlat=lonlat,
        lang=current_language(),
        send_key=_send_key(key_name),
        answers=answered.answers,
        channel=CHANNEL,
        subject=_subject(form),
    )
    refusals += _faults(draft, refusals)
    handed = Handed(draft, _contacts(form, refusals), Origin(key_id))
    handed.origin = _origin(key_id, form, refusals)
    handed.media_url = _media(form, refusals)
    handed.device = form.get("device_id", "").strip()[:LONGEST_ID]
    handed.refusals = refusals
    return handed


def _code(code: str) -> list[Refusal]:
    if not code:
        return [Refusal(WRONG, "service_code was not provided")]
    if code not in report_categories():
        return [Refusal(MISSING, f"service_code {code[:80]!r} was not found")]
    return []


def _place(
    session: Session, form: Form, refusals: list[Refusal]
) -> tuple[LonLat | None, str]:
    """Read where it is: a position, words, or the key of a place or stop."""
    address = form.get("address_string", "").strip()
    known = form.get("address_id", "").strip()
    lonlat: LonLat | None = None
    with gathering(refusals):
        lonlat = _lonlat(form.get("lat", "").strip(), form.get("long", "").strip())
    if known:
        with gathering(refusals):
            spot, name = find_address(session, known)
            return lonlat or spot, address or name
    return lonlat, address


def find_address(session: Session, key: str) -> tuple[LonLat | None, str]:
    """Find a place or stop by its key: where it is and what it is called.

    Raises
    ------
    InputError
        If there is none.
    """
    for layer in ("places", "stops"):
        for one in list_by_keys(session, layer, [key]):
            point = None if one.shape is None else one.shape.representative_point()
            lonlat = None if point is None else (point.x, point.y)
            return lonlat, best_name(one.properties["names"]) or key
    raise InputError("address_id", f"{key[:80]!r} was not found")


def _subject(form: Form) -> str:
    return form.get("address_id", "").strip()[:LONGEST_ID]


def _lonlat(lat: str, long: str) -> LonLat | None:
    if not lat and not long:
        return None
    if not (lat and long):
        raise InputError("long" if lat else "lat", "was not provided")
    try:
        found = float(long), float(lat)
    except ValueError as cause:
        raise InputError("lat, long", "are not both numbers") from cause
    if not all(map(math.isfinite, found)):
        raise InputError("lat, long", "are not both numbers")
    return found


def _faults(draft: Draft, before: Sequence[Refusal]) -> list[Refusal]:
    """Tell what is wrong with a draft, but nothing twice."""
    has_place_fault = any(r.description.startswith(PLACE) for r in before)
    found = []
    for fault in find_faults(draft):
        if fault.field.startswith(TOLD) or (fault.field == "where" and has_place_fault):
            continue
        name = NAMES.get(fault.field, fault.field)
        said = fault.reason
        if (fault.field, fault.code) == ("where", "missing"):
            name, said = "lat, long", "or address_string or address_id must be provided"
        found.append(Refusal(WRONG, f"{name} {said}"))
    return found


PLACE: Final = ("lat", "long", "address_id")


def _contacts(form: Form, refusals: list[Refusal]) -> Contacts:
    """Read contact details; a program that sends them has asked for consent."""
    parts = (form.get(name, "").strip() for name in ("first_name", "last_name"))
    given = clean_contacts(
        Contacts(
            name=" ".join(part for part in parts if part),
            email=form.get("email", "").strip(),
            phone=form.get("phone", "").strip(),
            consent=True,
        )
    )
    if not given.is_empty:
        refusals += [
            Refusal(WRONG, f"{fault.field} {fault.reason}")
            for fault in check_contacts(given)
        ]
    return given


def _origin(key_id: int, form: Form, refusals: list[Refusal]) -> Origin:
    account = form.get("account_id", "").strip()
    if len(account) > LONGEST_ACCOUNT:
        said = f"account_id {len(account)} letters are more than {LONGEST_ACCOUNT}"
        refusals.append(Refusal(WRONG, said))
    return Origin(key_id, account, _subject(form))


def _media(form: Form, refusals: list[Refusal]) -> str:
    """Read the address of a picture; whether it leads anywhere is seen later."""
    url = form.get("media_url", "").strip()
    if url:
        with gathering(refusals):
            split_url(url)
    return url


def _send_key(key_name: str) -> str:
    """Give the sender's own key of this report, kept apart from other programs'."""
    given = request.headers.get(SEND_KEY, "").strip()
    if not given:
        return ""
    whole = f"{key_name}:{given}"
    if len(whole) <= LONGEST_KEY and whole.isprintable():
        return whole
    return hashlib.sha256(whole.encode()).hexdigest()
