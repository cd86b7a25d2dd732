"""Measures of a town as a note that can be kept and compared: numbers, no homes."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from data.measuring import Measured
from geo.measure.convenient import ConvenientAccess
from geo.measure.enough import Completeness
from geo.measure.span import Range, Span
from geo.measure.table import TownMeasures
from geo.network import Floats

SPANS: Final = ("reached", "served", "ratio", "lost", "gini")
ARRAYS: Final = ("people", "walker", "apart", "decided")
DIGITS: Final = 9
"""Significant digits that are kept: more than any number here has."""


def pack_measures(measured: Measured) -> dict[str, Any]:
    """Write measures as JSON values; what is not defined is null.

    Parameters
    ----------
    measured : Measured

    Returns
    -------
    dict
        Without the ways of single homes: those are nobody else's business.
    """
    measures = measured.measures
    return {
        "services": measured.services,
        "districts": measured.districts,
        "residents_known": measured.residents_known,
        "counted_share": _listed(measured.counted_share),
        "limits_s": measures.limits_s,
        "convenient": _pack_convenient(measured.convenient),
        "known": _listed(measures.complete.known),
        "whole": _listed(measures.complete.whole),
        **{name: _listed(getattr(measures, name)) for name in ARRAYS},
        **{
            f"{name}_{end}": _listed(getattr(getattr(measures, name), end))
            for name in SPANS
            for end in ("low", "high")
        },
    }


def unpack_measures(profile: str, note: dict[str, Any]) -> Measured:
    """Read measures again; nothing is told of single homes."""
    nobody = np.empty((0, len(note["services"])))
    values: dict[str, Any] = {name: _array(note[name]) for name in ARRAYS}
    for name in SPANS:
        low, high = (_array(note[f"{name}_{end}"]) for end in ("low", "high"))
        values[name] = Span(low, high)
    measures = TownMeasures(
        limits_s=tuple(note["limits_s"]),
        complete=Completeness(_array(note["known"]), _array(note["whole"])),
        nearest_s=Span.certain(nobody),
        **values,
    )
    return Measured(
        profile=profile,
        services=tuple(note["services"]),
        districts=tuple(note["districts"]),
        residents_known=note["residents_known"],
        counted_share=_array(note["counted_share"]),
        measures=measures,
        convenient=_unpack_convenient(note.get("convenient")),
    )


def _pack_convenient(found: ConvenientAccess | None) -> dict[str, Any] | None:
    if found is None:
        return None
    shares = np.array(
        [found.buffer, found.walking, found.usable.low, found.usable.high]
    )
    return {"shares": _listed(shares), "unnamed_stops": found.unnamed_stops}


def _unpack_convenient(note: dict[str, Any] | None) -> ConvenientAccess | None:
    if note is None:
        return None
    buffer, walking, low, high = _array(note["shares"]).tolist()
    return ConvenientAccess(buffer, walking, Range(low, high), note["unnamed_stops"])


def _listed(values: Floats) -> Any:  # noqa: ANN401
    rounded = [
        float(f"{value:.{DIGITS}g}") if np.isfinite(value) else None
        for value in values.ravel().tolist()
    ]
    return _shaped(rounded, values.shape)


def _shaped(flat: list[float | None], shape: tuple[int, ...]) -> Any:  # noqa: ANN401
    if len(shape) <= 1:
        return flat
    step = len(flat) // shape[0] if shape[0] else 0
    parts = (flat[at * step : (at + 1) * step] for at in range(shape[0]))
    return [_shaped(part, shape[1:]) for part in parts]


def _array(values: Any) -> Floats:  # noqa: ANN401
    return np.array(values, dtype=np.float64)
