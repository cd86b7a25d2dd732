"""The letters that Wusul writes: subject and paragraphs, in the reader's language.

A paragraph that is only a value whose name ends in ``link`` becomes a button in the
formatted part. A row that may be sent again and again also has the value
``unsubscribe``: an address that ends it with one click, without signing in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from webmap.i18n import N_


@dataclass(frozen=True)
class LetterText:
    """What a letter says.

    Attributes
    ----------
    subject : str
    paragraphs : tuple of str
        Sentences with places for values, ``%(name)s``.
    """

    subject: str
    paragraphs: tuple[str, ...]


LINK: Final = "%(link)s"
WORD_FROM: Final = N_("This letter comes from Wusul, %(town)s.")

LETTERS: Final[dict[str, LetterText]] = {
    "invitation": LetterText(
        N_("Your account for the reports of obstacles in %(town)s"),
        (
            N_("Good day %(name)s,"),
            N_("%(by)s invites you to work on the reports of obstacles in %(town)s."),
            N_("Please choose your password here; the link is good for 7 days:"),
            LINK,
            N_("If you do not expect this, you need not do anything."),
        ),
    ),
    "reset": LetterText(
        N_("A new password for Wusul"),
        (
            N_("Good day %(name)s,"),
            N_("Somebody has asked for a new password for your account."),
            N_("You can choose one here within one hour, once:"),
            LINK,
            N_(
                "If it was not you, you need not do anything: your password stays "
                "as it is."
            ),
        ),
    ),
    "password_changed": LetterText(
        N_("Your password was changed"),
        (
            N_("Good day %(name)s,"),
            N_("The password of your account was changed."),
            N_("If it was not you, choose another one here at once:"),
            LINK,
        ),
    ),
    "follow_ask": LetterText(
        N_("Do you want to hear of report %(number)s?"),
        (
            N_(
                "Somebody, probably you, wants letters to this address whenever "
                "something happens with this report: %(what)s."
            ),
            N_("If you want that, please say so here within 7 days:"),
            LINK,
            N_("If it was not you, you need not do anything: no more letters come."),
        ),
    ),
    "follow_news": LetterText(
        N_("Report %(number)s: %(state)s"),
        (
            N_("%(what)s: %(state)s."),
            N_("Here you see what has happened with it:"),
            LINK,
            N_("If you want no more letters about this report:"),
            "%(end_link)s",
        ),
    ),
    "address_ask": LetterText(
        N_("Report %(number)s: is this your address?"),
        (
            N_("Good day,"),
            N_(
                "somebody, probably you, has reported an obstacle and left this "
                "address for questions about it: %(what)s."
            ),
            N_("If it is yours, please say so here within 7 days:"),
            LINK,
            N_(
                "Only then do we write to you about this report. If it was not you, "
                "you need not do anything: no more letters come."
            ),
        ),
    ),
    "photo_refused": LetterText(
        N_("A photo of your report %(number)s is not shown"),
        (
            N_("Good day,"),
            N_("a photo of your report %(number)s was looked at. It is not shown."),
            N_("Why: %(reason)s."),
            N_("On your own page you can see it, and send another one:"),
            LINK,
        ),
    ),
    "photo_unchecked": LetterText(
        N_("A photo of your report %(number)s is not shown"),
        (
            N_("Good day,"),
            N_(
                "nobody looked at a photo of your report %(number)s in time. It was "
                "deleted, and is not shown. We are sorry; your report stands."
            ),
            N_("On your own page you can send another one:"),
            LINK,
        ),
    ),
    "report_decided": LetterText(
        N_("Your report %(number)s is not shown"),
        (
            N_("Good day,"),
            N_("your report %(number)s was looked at. It is now: %(state)s."),
            N_("Why: %(reason)s."),
            N_("On your own page you can see it, and contest this:"),
            LINK,
        ),
    ),
    "appeal_heard": LetterText(
        N_("Your appeal about the report %(number)s"),
        (
            N_("Good day,"),
            N_("somebody else has looked at your report %(number)s, and answers:"),
            "%(answer)s",
            N_("On your own page you see where it stands:"),
            LINK,
        ),
    ),
    "report_answered": LetterText(
        N_("An answer to your report %(number)s"),
        (
            N_("Good day,"),
            N_("there is an answer to your report %(number)s:"),
            "%(answer)s",
            N_("On your own page you see where it stands:"),
            LINK,
        ),
    ),
}
"""Key of a letter → what it says."""
