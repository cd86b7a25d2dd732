"""What a person can do and finds comfortable as one record, for the kernels."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geo.answer import Policy
from geo.attribute import ATTRIBUTES
from geo.column import code
from geo.judge.about import RAMPS
from geo.judge.pace import relative_speed
from geo.need import CrossingRule, Profile, StepsRule, SurfaceRule, Threshold
from geo.speed import Speed, find_curve

Needs = NDArray[np.void]

DOUBT_WEIGHS: Final = {Policy.STRICT: 1.0, Policy.CAUTIOUS: 1.0, Policy.OPEN: 0.0}
THRESHOLDS: Final = {
    "slope_up": 1.0,
    "slope_down": 1.0,
    "slope_across": 1.0,
    "width": -1.0,
    "narrowing": -1.0,
    "clearance": -1.0,
    "kerb": 1.0,
    "smoothness": 1.0,
    "obstructed": 1.0,
}
"""Rules with comfort and limit; -1 where *at least* is turned into *at most*."""
LEAST_SPAN: Final = 1e-6
NO_THRESHOLD: Final = Threshold()

THRESHOLD: Final = np.dtype(
    [
        ("comfort", "f8"),
        ("span", "f8"),
        ("limit", "f8"),
        ("edge", "f8"),
        ("asked", "?"),
        ("critical", "?"),
    ],
    align=True,
)
"""``comfort`` is NaN, ``limit`` and ``edge`` are infinite where there is none."""
CURVE: Final = np.dtype(
    [
        (name, "f8")
        for name in ("fastest", "rate_up", "rate_down", "most_up", "most_down")
    ]
)
SECONDS: Final = ("flat_mps", "on_flat", "stairs_mps", "lift_s", "sound_s")
BURDEN: Final = (
    "slope_ceiling",
    "surface_ceiling",
    "width_ceiling",
    "kerb_s",
    "flight_s",
    "traffic",
    "guidance",
    "warning_s",
)
UNKNOWN: Final = ("doubt_s_per_m", "unsized_s")
"""Burdens of what is not known: they weigh as the policy has it."""
KINDS: Final = ATTRIBUTES["crossing"].words

NEED: Final = np.dtype(
    [
        *((name, THRESHOLD) for name in THRESHOLDS),
        ("curve", CURVE),
        *((name, "f8") for name in (*SECONDS, *BURDEN)),
        ("crossing_s", "f8", (len(KINDS) + 1,)),
        ("doubt_s_per_m", "f8"),
        ("unsized_s", "f8"),
        ("unlit", "f8"),
        ("most_steps", "f8"),
        ("handrail_above", "f8"),
        ("surface_refused", "i8"),
        ("surface_costly", "i8"),
        ("ramp", "i8"),
        ("surface_critical", "?"),
        ("crossing_critical", "?"),
        ("contrast", "?"),
        ("wheels", "?"),
        ("strict", "?"),
    ],
    align=True,
)


class _Asking:
    """A person with a policy; the same objects again are recognised as such."""

    def __init__(self, profile: Profile, policy: Policy) -> None:
        self.profile, self.policy = profile, policy

    def __hash__(self) -> int:
        return hash((id(self.profile), self.policy))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Asking)
            and self.profile is other.profile
            and self.policy is other.policy
        )


def build_need(profile: Profile, policy: Policy) -> Needs:
    """Compile a profile with the person's own limits, and a policy.

    Parameters
    ----------
    profile : Profile
    policy : Policy

    Returns
    -------
    structured array, shape (1,)
        Of ``NEED``, to be read only; no rule sees which profile it was.
    """
    return _compile(_Asking(profile, policy))


@lru_cache(maxsize=256)
def _compile(asking: _Asking) -> Needs:
    profile, policy = asking.profile, asking.policy
    values: dict[str, Any] = {
        rule: _threshold(profile.threshold(rule), sign)
        for rule, sign in THRESHOLDS.items()
    }
    values |= {name: getattr(profile.burden, name) for name in BURDEN}
    values |= _of_speed(profile.speed) | _of_steps(profile.steps)
    values |= _of_surface(profile.surface) | _of_crossing(profile.crossing)
    for name in UNKNOWN:
        values[name] = getattr(profile.burden, name) * DOUBT_WEIGHS[policy]
    values["unlit"] = profile.night.unlit - 1.0 if profile.is_night else 0.0
    values["strict"] = policy is Policy.STRICT
    values["wheels"] = profile.wheels
    values["lift_s"] = profile.lift_s
    # What lies between the fields stays zero: equal needs are equal byte by byte.
    needs = np.zeros(1, dtype=NEED)
    needs[0] = tuple(values[name] for name in NEED.names or ())
    return needs


def build_curve(speed: Speed) -> Needs:
    """Compile the curve of a profile, shape (1,), of ``CURVE``."""
    curve = find_curve(speed)
    values = tuple(getattr(curve, str(name)) for name in CURVE.names or ())
    return np.array([values], dtype=CURVE)


def _of_speed(speed: Speed) -> dict[str, Any]:
    curve = build_curve(speed)
    return {
        "curve": curve[0].item(),
        "on_flat": relative_speed(0.0, curve[0]),
        "flat_mps": speed.flat_mps,
        "stairs_mps": speed.stairs_mps,
    }


def _of_steps(steps: StepsRule) -> dict[str, Any]:
    above = steps.handrail_above
    return {
        "most_steps": np.inf if steps.most is None else steps.most,
        "handrail_above": np.nan if above is None else above,
        "contrast": steps.contrast,
        "ramp": RAMPS.index(steps.ramp),
    }


def _of_surface(surface: SurfaceRule) -> dict[str, Any]:
    return {
        "surface_refused": _words(surface.refused),
        "surface_costly": _words(surface.costly | surface.refused),
        "surface_critical": surface.critical,
    }


def _of_crossing(crossing: CrossingRule) -> dict[str, Any]:
    seconds = [getattr(crossing, kind, crossing.unmarked) for kind in KINDS]
    return {
        "sound_s": crossing.sound,
        "crossing_s": [crossing.unknown, *seconds],
        "crossing_critical": crossing.critical,
    }


def _threshold(threshold: Threshold, sign: float) -> tuple[Any, ...]:
    comfort = np.nan if threshold.comfort is None else sign * threshold.comfort
    limit = np.inf if threshold.limit is None else sign * threshold.limit
    edge = limit if threshold.comfort is None else comfort
    top = 2 * comfort if threshold.limit is None else limit
    span = max(abs(top - comfort), LEAST_SPAN)
    asked = threshold != NO_THRESHOLD
    return comfort, span, limit, edge, asked, threshold.critical


@lru_cache
def _words(words: frozenset[str]) -> int:
    return sum(1 << int(code("surface", word)) for word in words)
