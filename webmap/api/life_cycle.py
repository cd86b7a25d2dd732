"""The life cycle of reports, for programs that send or show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Response

from geo.client_state import ClientState, SendAnswer, client_states, send_answers
from geo.life_cycle import (
    Clock,
    Flag,
    Reason,
    State,
    Step,
    Word,
    report_clocks,
    report_flags,
    report_reasons,
    report_states,
    report_steps,
    report_words,
)
from webmap.api import api
from webmap.api.fresh import fresh_answer
from webmap.api.question import NoQuestion
from webmap.api.shape import shape_of
from webmap.api.spec import kept
from webmap.context import read_session

ROWS: Final = {
    "states": State,
    "steps": Step,
    "clocks": Clock,
    "reasons": Reason,
    "flags": Flag,
    "roles": Word,
    "marks": Word,
    "evidence": Word,
    "client_states": ClientState,
    "client_answers": SendAnswer,
}
SHAPE: Final = {
    "type": "object",
    "required": list(ROWS),
    "properties": {
        name: {"type": "array", "items": shape_of(row)} for name, row in ROWS.items()
    },
}


def _tables() -> dict[str, list[Any]]:
    return {
        "states": list(report_states().values()),
        "steps": list(report_steps()),
        "clocks": list(report_clocks()),
        "reasons": list(report_reasons().values()),
        "flags": list(report_flags().values()),
        "roles": list(report_words("role").values()),
        "marks": list(report_words("mark").values()),
        "evidence": list(report_words("evidence").values()),
        "client_states": list(client_states().values()),
        "client_answers": list(send_answers()),
    }


@api.get("/life-cycle")
@api.input(NoQuestion, location="query", unknown="raise")
@api.doc(
    summary="List the states of a report, the steps between them, and their clocks",
    operation_id="get_life_cycle",
    responses=kept("The tables of the life cycle, in three languages", SHAPE),
)
def life_cycle(query_data: Mapping[str, Any]) -> Response:  # noqa: ARG001
    """List the tables."""
    return fresh_answer(read_session(), _tables)
