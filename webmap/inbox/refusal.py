"""Why a step was refused, in the reader's language."""

from __future__ import annotations

import re
from typing import Final

from geo.errors import InputError, WusulError
from geo.life_cycle import report_words
from webmap.i18n import N_, best_name, gettext

FORM: Final = "step"
"""Field of what concerns no field by itself."""

MISSING: Final = N_("Please give: %(what)s.")
ONE_OF: Final = N_("Please give one of these: %(what)s.")

SAYINGS: Final[tuple[tuple[str, str], ...]] = (
    (
        r"is flagged personal_data",
        N_("The report holds personal data. Take that out and remove the flag first."),
    ),
    (
        r"who claimed a repair cannot verify",
        N_(
            "Whoever said that it is fixed cannot verify it. Somebody else has to look."
        ),
    ),
    (
        r"nobody knows who claimed",
        N_(
            "Nobody knows who said that it is fixed, so nobody can verify it: open "
            "it again."
        ),
    ),
    (r"is no duplicate of itself", N_("A report cannot be joined to itself.")),
    (
        r"is a duplicate itself",
        N_(
            "That report is joined to another one. Give the number of the one that "
            "stands for all."
        ),
    ),
    (r"^there is no report", N_("There is no report of this number.")),
    (
        r"^there is no (step|rule|answer|appeal|photo)",
        N_(
            "Somebody has changed this in the meantime. Load the page again and look "
            "at how it stands now."
        ),
    ),
    (r"is neither \w+ nor", N_("Please choose one of the two.")),
    (r"an appeal is waiting", N_("Your appeal is waiting already.")),
    (
        r"is not held back",
        N_("The report is not held back, so there is nothing to contest."),
    ),
    (
        r"is not two numbers|must be numbers",
        N_("Please write longitude and latitude, for example 8.7046,36.1822."),
    ),
    (
        r"is outside the world",
        N_("There is no such position. Longitude comes first, then latitude."),
    ),
    (r"is no photo of", N_("Please choose a photo of this report.")),
    (
        r"MB are more than|megapixels|too many pixels",
        N_("The photo is too large. Please send a smaller one."),
    ),
    (
        r"^HEIF|is not a JPEG|is broken",
        N_("This photo cannot be read. Please send it as JPEG, PNG or WebP."),
    ),
    (r"is flagged", N_("The report bears a flag that forbids this.")),
    (
        r"is not public$",
        N_("That report is not public, so none can be joined to it."),
    ),
    (
        r"^a report that is .* cannot become",
        N_(
            "Somebody has moved the report in the meantime. Look at where it stands "
            "now."
        ),
    ),
    (r"leads only", N_("Your role does not take this step.")),
    (r"is open for \d+ days", N_("The time for this step is over.")),
    (r"is after \d{4}", N_("This day has not come yet.")),
    (r"is not a day", N_("Please write a day like 2026-12-31.")),
    (r"is not a reason for", N_("Please choose a reason from the list.")),
    (
        r"letters are more than|letters are outside|letters are over",
        N_("This is empty or too long."),
    ),
    (r"is not a whole number", N_("Please write a whole number.")),
    (r"is not a number", N_("Please write a number, for example 12.")),
    (r"is outside -?[\d.]+ … ", N_("This number cannot be.")),
    (r"is over$", N_("This day is over.")),
    (r"fewer than", N_("Too few questions were left without an answer.")),
    (
        r"there is no way within",
        N_("There is no street within 30 metres of this position."),
    ),
    (
        r"the report has no position",
        N_("The report has no position. Please say where it is."),
    ),
    (r"there is no way '", N_("This street is not known.")),
    (
        r"takes no public answer",
        N_("The report is not public, so nothing can be told to everybody."),
    ),
    (
        r"who decided before",
        N_("You have decided this yourself. Somebody else hears the appeal."),
    ),
    (r"has been heard", N_("Somebody has heard this appeal in the meantime.")),
    (
        r"is longer than before",
        N_("Words are only taken out here; none can be put in."),
    ),
    (
        r"another rule asks for the same",
        N_("Another rule asks for the same. Drop that one first."),
    ),
    (
        r"is not a word of a-z",
        N_("Please write small letters without accents, digits or _, and no space."),
    ),
    (r"is set by ", N_("Your role does not set this flag.")),
    (r"is not one of|is not a word of \w+$", N_("Please choose from the list.")),
    (r"is missing$", N_("Please write something here.")),
)
"""What a refusal of the machine says → what a person is told; the first that fits."""


def say_refused(refused: WusulError) -> tuple[str, str]:
    """Say why something was refused: field, sentence.

    What has no sentence of its own is told as the machine says it, after one that does.
    """
    field = refused.field if isinstance(refused, InputError) else FORM
    text = refused.reason if isinstance(refused, InputError) else str(refused)
    if "must be given" in text:
        return field, _missing(field, text)
    for pattern, sentence in SAYINGS:
        if re.search(pattern, text):
            return field, gettext(sentence)
    said = N_("This was refused: %(why)s")
    return field, gettext(said, why=text)


def _missing(field: str, text: str) -> str:
    """Name what is missing; of several, all that would do."""
    known = report_words("evidence")
    names = text.split(" must be given", maxsplit=1)[0].split(" or ")
    found = [best_name(known[name].label) for name in names if name in known]
    if len(found) > 1:
        return gettext(ONE_OF, what=" / ".join(found))
    label = best_name(known[field].label) if field in known else field
    return gettext(MISSING, what=label)
