"""Ties the inbox to a site: its pages, and the words that templates ask for."""

from __future__ import annotations

from webmap.inbox import acts, bulk_views, merge, rules, template_views
from webmap.inbox.views import inbox
from webmap.inbox.words import body_word
from webmap.reports.page import category_word, state_word

__all__ = ["inbox"]

PAGES = (acts, bulk_views, merge, rules, template_views)
"""Modules whose views hang on the blueprint."""

for word in (body_word, category_word, state_word):
    inbox.add_app_template_global(word)
