"""The page on privacy: what is kept, for how long, and what anybody may ask for."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from geo.retention import schedule
from webmap.context import runtime
from webmap.i18n import PREFIX, best_name

privacy = Blueprint("privacy", __name__)


@dataclass(frozen=True)
class RuleWords:
    """A line of the schedule, for a reader."""

    id: str
    days: int
    text: str


@privacy.get(f"{PREFIX}/privacy")
def index() -> str:
    """Say what is kept and for how long."""
    town = runtime().town
    rules = [
        RuleWords(rule.id, rule.days, best_name(rule.text) % {"days": rule.days})
        for rule in schedule(town.retention)
    ]
    return render_template(
        "privacy/index.html", rules=rules, authority=best_name(town.authority)
    )
