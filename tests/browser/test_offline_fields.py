"""What the queue of a device carries besides a report: contact, staff's channel."""

from __future__ import annotations

from datetime import UTC, datetime

from playwright.sync_api import expect
from sqlalchemy import select

from data.models import Contact, Report, ReportTold
from data.queries.person import NewPerson, add_person
from data.queries.sign_in import start_sign_in
from geo.standing import Actor
from tests.browser.device import FORM
from tests.chromium import wait_until
from webmap.people.cookie import SIGNED_IN

EMAIL = "amel@example.org"
CONTACT = {"name", "email", "phone", "consent", "follow"}


def leave_contact(page):
    page.locator("details:has(#email) summary").click()
    page.fill("#email", EMAIL)
    page.check("input[name=consent]")


def names_kept(phone):
    return {name for one in phone.list_kept() for name, _text in one["fields"]}


def test_contact_waits_with_a_report_on_its_way_and_with_nothing_else(
    phone, world, words
):
    phone.visit()
    phone.lose_network()
    phone.write(words)
    leave_contact(phone.page)
    wait_until(phone.page, lambda: names_kept(phone))
    phone.page.wait_for_selector(f"{FORM}:not([data-keeping])")
    drafted = names_kept(phone) & CONTACT
    phone.send()
    phone.page.wait_for_url("**/reports/queue*")
    queued = names_kept(phone) & CONTACT
    phone.find_network()
    phone.expect_arrived()

    assert drafted == set()
    assert queued == {"email", "consent"}
    assert EMAIL not in str(phone.list_kept())
    with world.database.read() as session:
        wanted = select(Contact.email).join(Report).where(Report.description == words)
        assert session.scalars(wanted).all() == [EMAIL]


def test_consent_that_is_missing_is_asked_for_where_the_field_is(phone, world, words):
    phone.visit()
    phone.lose_network()
    phone.write(words)
    leave_contact(phone.page)
    phone.page.uncheck("input[name=consent]")
    phone.send()
    phone.page.wait_for_url("**/reports/queue*")
    phone.find_network()
    phone.expect_state("Needs your attention")
    phone.item().locator("[data-do=change]").click()
    phone.page.wait_for_selector(FORM)

    expect(phone.page.locator("#consent .field-error")).to_be_visible()
    expect(phone.page.locator("#email")).to_have_value(EMAIL)
    phone.page.check("input[name=consent]")
    phone.send()
    phone.expect_arrived()
    assert world.count(words) == 1


def sign_in(phone, world):
    at = datetime.now(UTC)
    with world.database.write() as session:
        email = f"{at.timestamp()}@example.org"
        new = NewPerson("Desk", email, "staff", lang="en")
        person = add_person(session, new, by=Actor("admin", "test"), at=at)
        token = start_sign_in(session, person.key, device="Test", at=at)
    cookie = {"name": SIGNED_IN, "value": token, "url": world.line.url}
    phone.context.add_cookies([cookie])


def test_what_staff_types_in_without_a_network_keeps_its_channel(phone, world, words):
    sign_in(phone, world)
    phone.visit()
    phone.open("/en/reports/new")
    phone.page.wait_for_selector(FORM)
    phone.lose_network()
    phone.write(words)
    phone.page.select_option("#channel", "desk")
    phone.send()
    phone.page.wait_for_url("**/reports/queue*")
    phone.find_network()
    phone.expect_arrived()

    with world.database.read() as session:
        wanted = select(ReportTold.channel).join(Report)
        found = session.scalars(wanted.where(Report.description == words)).all()
    assert found == ["desk"]


def test_whoever_comes_after_staff_is_offered_no_channel(phone, world):
    sign_in(phone, world)
    phone.visit()
    phone.open("/en/reports/new")
    phone.page.wait_for_selector(FORM)
    offered = phone.page.locator("#channel").count()
    phone.context.clear_cookies()
    phone.open("/en/reports/new")
    phone.page.wait_for_selector(FORM)
    phone.lose_network()
    phone.open("/en/reports/new")
    phone.page.wait_for_selector(FORM)

    assert offered == 1
    expect(phone.page.locator("#channel")).to_have_count(0)
