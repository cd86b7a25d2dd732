"""Take a sound form in, from the page and from a device's queue alike."""

from __future__ import annotations

from data.queries.report import Filed
from geo.draft import Draft
from webmap.arrival import arrival_of, read_took
from webmap.context import runtime
from webmap.rate import require_patience
from webmap.reports.contact import keeper_of
from webmap.reports.form import ReportForm
from webmap.reports.intake import find_filed, take_in


def file_form(form: ReportForm, draft: Draft) -> Filed:
    """Keep what a form says, with its photos, its contact and how it came in.

    Parameters
    ----------
    form : ReportForm
        Without errors.
    draft : Draft
        Of the form.

    Returns
    -------
    Filed

    Raises
    ------
    TooManyRequests
        If the sender has to wait; a repeat has not.
    """
    known = find_filed(draft)
    if known is not None:
        form.photos.forget(runtime())
        return known
    require_patience()
    came = arrival_of(
        trapped=form.trapped,
        took_s=read_took(form.typed["opened"]),
        contact=form.reach.contacts.email,
    )
    filed = take_in(
        runtime(),
        draft,
        kept=form.photos.kept,
        arrival=came,
        besides=keeper_of(form.reach),
    )
    form.photos.forget(runtime())
    return filed
