"""A person's own limits as a form asks for them: everyday units, one row each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from geo.attribute import SMOOTHNESS_WORDS
from geo.observation import Value
from geo.profile import LIMITS, Profile
from geo.units import kmh_to_mps, mps_to_kmh
from webmap.formats import number
from webmap.i18n import N_, gettext
from webmap.wording.values import value_words

PER_CENT: Final = 0.01
CENTIMETRE: Final = 0.01


@dataclass(frozen=True)
class Need:
    """One limit of the form.

    Attributes
    ----------
    name : str
        Name of the field.
    limit : str
        Name in ``geo.profile.LIMITS``.
    label : str
    unit : str
    scale : float
        Everyday unit → SI.
    """

    name: str
    limit: str
    label: str
    unit: str
    scale: float = 1.0


NEEDS: Final = (
    Need("kerb", "max_kerb_m", N_("Highest kerb"), N_("cm"), CENTIMETRE),
    Need("climb", "max_slope_up", N_("Steepest climb"), N_("%"), PER_CENT),
    Need("descent", "max_slope_down", N_("Steepest descent"), N_("%"), PER_CENT),
    Need("lean", "max_slope_across", N_("Most slope to the side"), N_("%"), PER_CENT),
    Need("width", "min_width_m", N_("Least width"), N_("cm"), CENTIMETRE),
    Need("head", "min_clearance_m", N_("Least head room"), N_("cm"), CENTIMETRE),
    Need("speed", "speed_mps", N_("Speed on the flat"), N_("km/h"), kmh_to_mps(1.0)),
)
STEPS: Final = (
    ("", N_("As usual for the way you go")),
    ("no", N_("No steps")),
    ("few", N_("At most 3 steps")),
    ("yes", N_("Steps are possible")),
)
"""Values of the limit ``steps`` and their words."""
WORD_FIELDS: Final = {
    "steps": "steps",
    "evenness": "worst_smoothness",
    "dark": "after_dark",
}
"""Field of the form → limit that takes a word."""


def evenness_options() -> list[tuple[str, str]]:
    """Give the choices of the worst ground."""
    usual = ("", gettext("As usual for the way you go"))
    return [
        usual,
        *((word, value_words("smoothness", word)) for word in SMOOTHNESS_WORDS),
    ]


def usual_value(profile: Profile, need: Need) -> str:
    """Tell the profile's own limit in the unit of the form; empty without one."""
    if need.name == "speed":
        return number(mps_to_kmh(profile.speed.flat_mps), 1)
    limit = profile.threshold(LIMITS[need.limit].rule).limit
    return "" if limit is None else number(limit / need.scale, 1)


def read_limits(typed: Mapping[str, str], errors: dict[str, str]) -> dict[str, object]:
    """Read the limits that were typed; what is wrong goes to ``errors`` in words.

    Parameters
    ----------
    typed : mapping
        Field of the form → text.
    errors : dict
        Field → sentence; is added to.

    Returns
    -------
    dict
        Limit → value in SI units.
    """
    limits: dict[str, object] = {}
    for need in NEEDS:
        text = typed.get(need.name, "").strip().replace(",", ".")
        if not text:
            continue
        value = _number(text)
        problem = _problem(need, value, text)
        if problem or value is None:
            errors[need.name] = problem
        else:
            limits[need.limit] = value * need.scale
    for name, limit in WORD_FIELDS.items():
        if word := typed.get(name, ""):
            _read_word(name, limit, word, errors=errors, limits=limits)
    return limits


def write_limits(limits: Mapping[str, Value]) -> dict[str, str]:
    """Write limits as the form has them: field → text; the way back of reading."""
    written = {
        need.name: f"{float(limits[need.limit] or 0) / need.scale:.6g}"
        for need in NEEDS
        if need.limit in limits
    }
    words = {
        name: str(limits[limit])
        for name, limit in WORD_FIELDS.items()
        if limit in limits
    }
    return {**written, **words}


def _number(text: str) -> float | None:
    try:
        return float(text.removesuffix("%"))
    except ValueError:
        return None


def _problem(need: Need, value: float | None, text: str) -> str:
    label = gettext(need.label)
    if value is None:
        return gettext(
            "%(label)s: “%(text)s” is not a number.", label=label, text=text[:40]
        )
    allowed = LIMITS[need.limit]
    low, high = allowed.low / need.scale, allowed.high / need.scale
    if low <= round(value, 6) <= round(high, 6):
        return ""
    return gettext(
        "%(label)s: write a number from %(low)s to %(high)s %(unit)s.",
        label=label,
        low=number(low, 1),
        high=number(high, 1),
        unit=gettext(need.unit),
    )


def _read_word(
    name: str,
    limit: str,
    word: str,
    *,
    errors: dict[str, str],
    limits: dict[str, object],
) -> None:
    if word in LIMITS[limit].words:
        limits[limit] = word
    else:
        errors[name] = gettext("Please choose one of the list.")
