"""The words of a compiled network as arrays: keys, ways, names."""

from __future__ import annotations

from datetime import date
from typing import Any

from geo.network import Evidence, Network
from geo.texts import Texts
from geo.ways import CODED, Ways


def pack_words(network: Network) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the words of a network as arrays, and what is small as JSON values."""
    ways = network.ways
    ways = ways if isinstance(ways, Ways) else Ways.pack(ways)
    texts = {
        "node_key": Texts.pack(network.node_key),
        "way_key": ways.key,
        "way_names": ways.names,
    }
    arrays: dict[str, Any] = {f"way_{name}": ways.codes[name] for name in CODED}
    for name, text in texts.items():
        arrays |= {f"{name}:letters": text.letters, f"{name}:pointer": text.pointer}
    evidences = [
        [e.source, e.method, e.observed_on and str(e.observed_on), e.confidence]
        for e in network.evidences
    ]
    return arrays, {"words": ways.words, "evidences": evidences}


def unpack_words(arrays: dict[str, Any], small: dict[str, Any]) -> dict[str, Any]:
    """Give the words of a network by the names of its fields."""
    texts = {
        name: Texts(arrays[f"{name}:letters"], arrays[f"{name}:pointer"])
        for name in ("node_key", "way_key", "way_names")
    }
    codes = {name: arrays[f"way_{name}"] for name in CODED}
    return {
        "node_key": texts["node_key"],
        "ways": Ways(texts["way_key"], texts["way_names"], codes, small["words"]),
        "evidences": [
            Evidence(source, method, _day(day), confidence)
            for source, method, day, confidence in small["evidences"]
        ],
    }


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
