"""Notes as plain JSON values, and back."""

from __future__ import annotations

from datetime import date

from data.models import Json
from geo.answer import Note


def note_details(note: Note) -> Json:
    """Give the facts of a note as plain JSON values."""
    return {
        "attribute": note.attribute,
        "value": note.value,
        "limit": note.limit,
        "rule": note.rule,
        "length_m": round(note.length_m, 1),
        "lon": round(note.position[0], 6),
        "lat": round(note.position[1], 6),
        "way": note.way,
        "names": note.names,
        "source": note.source,
        "method": note.method,
        "observed_on": note.observed_on.isoformat() if note.observed_on else None,
        "confidence": note.confidence,
        "barrier": note.barrier,
    }


def note_of(details: Json) -> Note:
    """Give the note that plain JSON values tell of."""
    kept = {
        name: value
        for name, value in details.items()
        if name in Note.__dataclass_fields__
    }
    day = kept.pop("observed_on", None)
    return Note(
        **kept,
        at_m=0.0,
        position=(details["lon"], details["lat"]),
        observed_on=date.fromisoformat(day) if day else None,
    )
