"""What the scripts of a device are told: states, waits, addresses and sentences."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from flask import url_for

from geo.client_state import client_states, keep_rule, retry_rule, send_answers
from geo.draft import LONGEST_KEY
from webmap.formats import month_names
from webmap.i18n import N_, best_name, current_language, messages

SENTENCES: Final = (
    N_("It is being sent …"),
    N_("There is no network. The report waits on this device."),
    N_(
        "There is no network, and this device can keep nothing. What you typed stays "
        "on this page; please try again when there is a network."
    ),
    N_(
        "This device lets no page keep anything. You can report while there is a "
        "network; without one, the report cannot wait here."
    ),
    N_(
        "There is no room left on this device: what you type is not kept. You can "
        "still send the report while there is a network."
    ),
    N_(
        "This device does not open this page without a network. A report that you "
        "have sent off waits here all the same."
    ),
    N_("The photo %(name)s goes with the report."),
    N_("The report could not be taken as it is. It waits here to be changed."),
    N_("No answer came. It will be tried again."),
    N_(
        "No answer came: whether your word was counted is not known. What you typed is "
        "kept here; please try again when there is a network."
    ),
    N_(
        "Something else answered instead of the server: this network may want you to "
        "sign in first. It will be tried again."
    ),
    N_("The server asks to wait. It will be tried again."),
    N_("The server has a problem for the moment. It will be tried again."),
    N_("Next try at %(time)s"),
    N_("Photo: %(state)s"),
    N_("Its number is %(number)s"),
    N_("%(what)s: %(state)s"),
    N_("Begun on %(date)s"),
    N_("Without a name yet"),
    N_("Everything on this device was deleted."),
    N_("It was deleted."),
    N_("There is no network now. What waits is sent when it is back."),
    N_("It had come in, and was deleted since. There is nothing more to send."),
    N_("The report takes no photo any more: it was withdrawn or taken out of sight."),
    N_(
        "It had come in as you wrote it first, before you changed it. What you "
        "changed is kept as a draft of its own."
    ),
)
"""What the scripts say; they look each sentence up by its English words."""


def tell_device() -> dict[str, Any]:
    """Tell a device all that it needs to keep and send reports, in one language."""
    return {
        "lang": current_language(),
        "states": {
            state.id: {"label": best_name(state.label), "next": state.next}
            for state in client_states().values()
        },
        "answers": [asdict(answer) for answer in send_answers()],
        "retry": asdict(retry_rule()),
        "keep": asdict(keep_rule()),
        "longest_key": LONGEST_KEY,
        "send": url_for("api.send_report"),
        "form": url_for("reports.new"),
        "queue": url_for("offline.queue"),
        "months": list(month_names()),
        "messages": messages(*SENTENCES),
    }
