"""Pages of reports: the list, the form, one page a number."""

from __future__ import annotations

from typing import Final

from flask import (
    Blueprint,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_wtf import FlaskForm
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from data.queries.layer import list_features
from data.queries.report import get_report, read_tracking
from geo.errors import MissingError
from webmap.context import address, read_session, runtime
from webmap.device import give_device
from webmap.gaps.caused import list_caused_gaps
from webmap.i18n import PREFIX, gettext
from webmap.mail_server import can_mail
from webmap.offline.look import NoProof, asked, is_look, sound
from webmap.offline.told import tell_device
from webmap.people.proof import without_proof
from webmap.photos.words import first_views, list_views
from webmap.privacy.link import own_href
from webmap.reports.answers import questions_of
from webmap.reports.effect import tell_effect
from webmap.reports.filing import file_form
from webmap.reports.form import TOO_OLD, ReportForm
from webmap.reports.page import (
    card_of,
    category_options,
    channel_options,
    page_of,
    state_options,
)
from webmap.reports.pick import pick_scene
from webmap.reports.story import tell_story
from webmap.reports.told import tell_more

reports = Blueprint("reports", __name__, url_prefix=f"{PREFIX}/reports")

PAGE: Final = 20
FILTERS: Final = ("state", "category")
MOST_FORM_BYTES: Final = 80_000_000
"""A photo that is too large still comes in, so that what was typed is not lost."""
LONGEST_NUMBER: Final = 40
GONE: Final = ("hidden", "withdrawn")
"""States whose page nobody finds, not even by the number."""
DAY_S: Final = 24 * 3600


class SendForm(FlaskForm):  # type: ignore[misc]
    """Proves that a form was opened on our own page."""

    class Meta:
        """A day to fill it in: nobody is hurried."""

        csrf_time_limit = DAY_S


@reports.get("")
def index() -> str:
    """List the public reports, the oldest first."""
    return _list({}, "")


@reports.get("/follow")
def follow() -> Response:
    """Lead to the page of a number, however it was typed."""
    typed = request.args.get("number", "")[:LONGEST_NUMBER]
    if not typed.strip():
        return Response(_list({}, ""), mimetype="text/html")
    tracking = read_tracking(typed)
    try:
        known = get_report(read_session(), tracking).state not in GONE
    except MissingError:
        known = False
    if known:
        return redirect(url_for("reports.show", tracking=tracking), 303)
    said = gettext("There is no report of this number. Please check every sign of it.")
    return Response(_list({"number": said}, typed), 404, mimetype="text/html")


def _list(errors: dict[str, str], number: str) -> str:
    filters = {n: request.args[n] for n in FILTERS if request.args.get(n)}
    cursor = request.args.get("cursor", "")
    page = list_features(
        read_session(), "reports", filters=filters, limit=PAGE, cursor=cursor
    )
    seen = first_views(read_session(), [f.key for f in page.features])
    following = {**filters, "cursor": page.next_cursor}
    here = "reports.index"
    return render_template(
        "reports/list.html",
        errors=errors,
        number=number,
        cards=[card_of(f, seen.get(f.key)) for f in page.features],
        total=page.total,
        filters=filters,
        categories=category_options(gettext("All")),
        states=state_options(),
        next_href=address(here, following) if page.next_cursor else "",
        first_href=address(here, filters) if cursor else "",
    )


@reports.get("/new")
def new() -> Response:
    """Open the form."""
    give_device()
    return form_page(ReportForm.fresh(), SendForm(), 200)


@reports.post("/new")
@without_proof
def send() -> Response:
    """Take the form in; what is wrong is said and everything typed is kept."""
    request.max_content_length = MOST_FORM_BYTES
    proof = SendForm()
    form = ReportForm.sent()
    form.read_photos(runtime())
    draft = form.draft()
    if not proof.validate():
        said = gettext("The form was open for too long. Please send it again.")
        form.wrong("form", said, TOO_OLD)
    if form.stay():
        return form_page(form, proof, 200)
    if form.errors or form.ask_first(draft):
        return form_page(form, proof, form.status if form.errors else 200)
    if is_look():
        return sound()
    try:
        filed = file_form(form, draft)
    except TooManyRequests as wait:
        return _wait(form, proof, wait)
    return redirect(own_href(filed.tracking), 303)


def _wait(form: ReportForm, proof: SendForm, wait: TooManyRequests) -> Response:
    """Ask to wait; everything typed stays in the form."""
    form.wrong("form", wait.description or "", wait.code)
    response = form_page(form, proof, form.status)
    response.headers["Retry-After"] = str(wait.retry_after)
    return response


def form_page(form: ReportForm, proof: SendForm | NoProof, status: int) -> Response:
    """Write the form; one that devices keep bears no proof."""
    page = render_template(
        "reports/new.html",
        form=form,
        proof=proof,
        categories=category_options(gettext("Please choose")),
        **questions_of(form),
        can_mail=can_mail(runtime().settings),
        channels=channel_options(),
        page_data={**pick_scene(), "offline": tell_device()},
        is_shell=isinstance(proof, NoProof),
    )
    response = asked(Response(page, status, mimetype="text/html"))
    response.cache_control.no_store = True
    return response


@reports.get("/<tracking>")
def show(tracking: str) -> str:
    """Show a report, or only that it has come in while it is not public."""
    session = read_session()
    record = get_report(session, tracking)
    if record.state in GONE:
        raise MissingError(f"there is no report {tracking[:20]!r}")
    story = tell_story(session, record)
    seen = list_views(session, record.tracking)
    page, effect = page_of(record, seen), tell_effect(session, record)
    words = {"story": story, "effect": effect, "told": tell_more(session, record)}
    gaps = list_caused_gaps(session, record.tracking)
    return render_template("reports/show.html", report=page, gaps=gaps, **words)
