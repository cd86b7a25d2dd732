"""The page behind the link of the letter that asks whose an address is."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from data.queries.confirm import confirm_contact, require_address
from data.queries.report import get_report
from webmap.context import read_session, runtime
from webmap.i18n import PREFIX
from webmap.people.proof import without_proof
from webmap.privacy.link import own_href
from webmap.privacy.mine import SECRET

addresses = Blueprint("addresses", __name__, url_prefix=f"{PREFIX}/reports/address")

PAGE = "/<token>/<tracking>"


@addresses.get(PAGE)
def show(token: str, tracking: str) -> Response:
    """Ask: a link that is only looked at by a program confirms nothing."""
    require_address(read_session(), tracking, token, key=runtime().settings.key())
    return _page(token, tracking, "asked")


@addresses.post(PAGE)
@without_proof
def confirm(token: str, tracking: str) -> Response:
    """Note that the address is hers."""
    held = runtime()
    key, at = held.settings.key(), held.clock()
    with held.database.write() as writing:
        hears = confirm_contact(writing, tracking, token, key=key, at=at)
    return _page(token, tracking, "hears" if hears else "confirmed")


def _page(token: str, tracking: str, state: str) -> Response:
    number = get_report(read_session(), tracking).tracking
    page = render_template(
        "privacy/address.html",
        token=token,
        tracking=number,
        state=state,
        own_href="" if state == "asked" else own_href(number),
    )
    response = Response(page, mimetype="text/html")
    response.headers.update(SECRET)
    return response
