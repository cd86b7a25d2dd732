"""Rules for passwords and addresses: what is refused, and what must not be."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.email_address import check_email, email_key
from geo.errors import InputError
from geo.password import SHORTEST, as_typed, find_password_fault
from geo.patience import list_patience

ABOUT = ("Amel Ben Youssef", "amel.benyoussef@twiza.example.org", "TWIZA")


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("", "short"),
        ("kalb-blåbär", "short"),
        ("x" * 201, "long"),
        ("aaaaaaaaaaaaa", "common"),
        ("123456789012", "common"),
        ("+216 55 123 456", "common"),
        ("password12345", "common"),
        ("P@ssw0rd2026!", "common"),
        ("Motdepasse2026", "common"),
        ("azertyuiop123", "common"),
        ("qwertyqwerty1", "common"),
        ("abcdefghijklm", "common"),
        ("كلمة السر 2026", "common"),
        ("lekef-lekef-2026", "common"),
        ("amel-benyoussef-1", "about_you"),
        ("twiza.example.1980", "about_you"),
        ("four words stand here", ""),
        ("حصان أخضر تحت المطر", ""),
        ("amel likes green stairs in may", ""),
        ("correct horse battery", ""),
        ("x7!kQ0pL2#vT", ""),
    ],
)
def test_a_password_is_judged_by_length_and_by_what_others_know(password, fault):
    assert find_password_fault(password, ABOUT) == fault


@given(st.text(max_size=SHORTEST - 1))
def test_no_short_password_is_good(password):
    if len(as_typed(password)) < SHORTEST:
        assert find_password_fault(password) == "short"


@given(st.text(min_size=SHORTEST, max_size=60))
def test_a_password_is_the_same_however_its_signs_are_put_together(password):
    composed = unicodedata.normalize("NFC", password)
    taken_apart = unicodedata.normalize("NFD", password)

    assert as_typed(composed) == as_typed(taken_apart)
    assert find_password_fault(composed) == find_password_fault(taken_apart)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a@example.org", "a@example.org"),
        (" Amel.B+x@Example.ORG ", "Amel.B+x@example.org"),
        ("a@بلدية.example", "a@xn--mgbg0b0a8b.example"),
    ],
)
def test_an_address_is_kept_as_it_is_written_to(typed, kept):
    address = check_email(typed)

    assert address.rpartition("@")[0] == kept.rpartition("@")[0]
    assert address.isascii()
    assert address.endswith(kept.rpartition(".")[2])


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "a",
        "a@",
        "@example.org",
        "a@b",
        "a b@example.org",
        "a@example.org\nBcc: all@example.org",
        "a\r\n@example.org",
        "a@exa\x00mple.org",
        "a@@example.org",
        "<a@example.org>",
        "a,b@example.org",
        '"a"@example.org',
        "a@-example.org",
        "a@example..org",
        ".a@example.org",
        "a..b@example.org",
        f"{'a' * 65}@example.org",
        f"a@{'b.' * 130}org",
        "é@example.org",
    ],
)
def test_what_is_no_address_is_refused_and_not_repeated(bad):
    with pytest.raises(InputError) as refused:
        check_email(bad)

    assert refused.value.field == "email"
    assert str(refused.value).endswith(("name@example.org", "than 254 letters"))


@given(st.text())
def test_whatever_is_accepted_as_an_address_holds_one_line_and_one_sign(text):
    try:
        address = check_email(text)
    except InputError:
        return
    assert address.isprintable()
    assert address.isascii()
    assert address.count("@") == 1
    assert email_key(address) == email_key(address.upper())


def test_waits_grow_to_their_limit_and_never_beyond():
    for rule in list_patience().values():
        waits = [rule.wait_s(count) for count in range(200)]
        assert waits == sorted(waits)
        assert waits[rule.free - 1] == 0
        assert waits[rule.free] >= rule.first_s
        assert waits[-1] == rule.longest_s
        assert rule.longest_s <= 3600


def test_bursts_are_written_down_when_waits_begin_and_then_ever_more_rarely():
    rule = list_patience()["account_network"]

    assert [n for n in range(100) if rule.is_burst(n)] == [5, 10, 20, 40, 80]
