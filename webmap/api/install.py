"""Tie the API to a site."""

from __future__ import annotations

from apiflask import APIFlask

from webmap.api import (
    api,
    audit,
    effect,
    gaps,
    layers,
    life_cycle,
    lines,
    measures,
    names,
    photos,
    problem,
    questions,
    reach,
    reports,
    spec,
    trips,
    votes,
)

PARTS = (
    audit,
    gaps,
    measures,
    lines,
    layers,
    names,
    trips,
    reach,
    reports,
    questions,
    effect,
    photos,
    life_cycle,
    votes,
)
"""Modules whose views belong to the blueprint."""


def install(site: APIFlask) -> None:
    """Describe the API, answer its wrong questions and register its views."""
    spec.install(site, reports.describe, photos.describe, votes.describe)
    problem.install(site)
    site.register_blueprint(api)
