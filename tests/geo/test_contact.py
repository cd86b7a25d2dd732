"""What can be kept of how a reporter is reached."""

from __future__ import annotations

import pytest

from geo.contact import Contacts, check_contacts, clean_contacts


def codes(given: Contacts) -> set[tuple[str, str]]:
    return {
        (fault.field, fault.code) for fault in check_contacts(clean_contacts(given))
    }


@pytest.mark.parametrize(
    "given",
    [
        Contacts(),
        Contacts(consent=True),
        Contacts("A B", "a.b@example.org", "", consent=True),
        Contacts("", "", "+216 78 200 100", consent=True),
        Contacts("", "", "٧٨٢٠٠١٠٠", consent=True),
    ],
)
def test_what_can_be_reached_is_kept(given):
    assert codes(given) == set()


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        (Contacts(email="a@example.org"), ("consent", "missing")),
        (Contacts(name="A B", consent=True), ("email", "missing")),
        (Contacts(email="nobody", consent=True), ("email", "unknown")),
        (Contacts(phone="call me", consent=True), ("phone", "unknown")),
        (Contacts(phone="12345", consent=True), ("phone", "unknown")),
        (Contacts(phone="1" * 16, consent=True), ("phone", "unknown")),
        (Contacts("x" * 121, "a@example.org", consent=True), ("name", "too_long")),
        (Contacts("a\x07b", "a@example.org", consent=True), ("name", "unknown")),
    ],
)
def test_what_is_wrong_is_named(given, wrong):
    assert wrong in codes(given)


def test_digits_and_blanks_are_written_in_one_way():
    assert clean_contacts(Contacts(" A  B ", " a@b.tn ", " ٧٨  200 ")) == Contacts(
        "A B", "a@b.tn", "78 200"
    )
