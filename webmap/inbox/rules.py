"""Rules of who takes care of a report: listed, tried out, added, dropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Response, render_template, request, url_for
from sqlalchemy.orm import Session

from data.queries.assignment import (
    Would,
    add_rule,
    check_rule,
    drop_rule,
    try_rules,
    with_rule,
)
from data.queries.desk import load_rules
from geo.assignment import Rule, find_clashes
from geo.errors import WusulError
from webmap.context import read_session, runtime
from webmap.i18n import gettext
from webmap.inbox.refusal import say_refused
from webmap.inbox.views import inbox
from webmap.inbox.words import (
    area_options,
    area_word,
    body_options,
    body_word,
    owner_options,
    owner_word,
)
from webmap.people.who import current_actor, needs, seen_elsewhere
from webmap.reports.page import category_options, category_word

FIELDS: Final = ("body", "category", "area", "owner")
SHOWN: Final = 100
"""Reports that are listed of those that would go elsewhere."""
WRONG: Final = 422


@dataclass(frozen=True)
class RuleLine:
    """A rule in words."""

    id: int
    body: str
    category: str
    area: str
    owner: str
    is_idle: bool

    @property
    def said(self) -> str:
        """All of it in one line, to tell it from the others."""
        asked = [one for one in (self.category, self.area, self.owner) if one]
        return " · ".join([self.body, *asked])


def _lines(rules: list[Rule]) -> list[RuleLine]:
    idle = {later.id for _, later in find_clashes(rules)}
    return [
        RuleLine(
            one.id,
            body_word(one.body),
            category_word(one.category),
            area_word(one.area),
            owner_word(one.owner),
            one.id in idle,
        )
        for one in rules
    ]


def _typed() -> dict[str, str]:
    return {name: request.form.get(name, "").strip()[:120] for name in FIELDS}


def _rule(typed: dict[str, str]) -> Rule:
    bodies = [body.key for body in runtime().town.bodies]
    return check_rule(Rule(0, **typed), bodies=bodies)


def _page(
    typed: dict[str, str],
    errors: dict[str, str],
    would: list[Would] | None = None,
    *,
    dropping: int = 0,
) -> Response:
    every = gettext("Any")
    known = _lines(load_rules(read_session()))
    page = render_template(
        "inbox/rules.html",
        rules=known,
        typed=dict.fromkeys(FIELDS, "") | typed,
        errors=errors,
        would=would,
        shown=SHOWN,
        dropping=next((one for one in known if one.id == dropping), None),
        bodies=body_options(gettext("Please choose")),
        categories=category_options(every),
        areas=area_options(every),
        owners=owner_options(every),
    )
    return Response(page, WRONG if errors else 200, mimetype="text/html")


@inbox.get("/rules")
@needs("inbox.rules")
def rules() -> Response:
    """List the rules."""
    return _page({}, {})


@inbox.post("/rules")
@needs("inbox.rules")
def add() -> Response:
    """Try a rule out, or keep it."""
    typed = _typed()
    try:
        rule = _rule(typed)
        if request.form.get("action") == "keep":
            _keep(rule)
            return seen_elsewhere(url_for("inbox.rules"))
    except WusulError as why:
        where, said = say_refused(why)
        return _page(typed, {where if where in FIELDS else "body": said})
    session = read_session()
    return _page(typed, {}, try_rules(session, with_rule(load_rules(session), rule)))


def _keep(rule: Rule) -> None:
    with runtime().database.write() as writing:
        add_rule(writing, rule, actor=current_actor(), at=runtime().clock())


@inbox.post("/rules/<int:number>/drop")
@needs("inbox.rules")
def drop(number: int) -> Response:
    """Show what dropping a rule would move, or drop it."""
    if request.form.get("action") != "drop":
        session: Session = read_session()
        left = [one for one in load_rules(session) if one.id != number]
        return _page({}, {}, try_rules(session, left), dropping=number)
    with runtime().database.write() as writing:
        drop_rule(writing, number, actor=current_actor(), at=runtime().clock())
    return seen_elsewhere(url_for("inbox.rules"))
