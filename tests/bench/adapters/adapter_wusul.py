"""Ours, in a process as fresh as that of a peer."""

import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from numba.core.registry import cpu_target

sys.path.insert(0, str(Path(__file__).parents[3]))

from data.db import Database
from data.graphs import GraphStore
from data.queries.source import catalog
from data.schema import upgrade_schema
from geo.barrier_kind import open_values
from importers.base import Progress, run
from importers.osm import OsmImporter
from importers.osm.build import build_network
from importers.osm.read_file import read_file
from importers.osm.routable import WAYS, read_network

TELLING = ("kerb", "barrier", "tactile_paving", "crossing")
cpu_target.typing_context.refresh()
cpu_target.target_context.refresh()
"""The rest of numba's own modules: what peers import is there before the clock, too."""
NOTHING = open_values() | {"no"}
"""Said, but no hindrance and no help: an opening in a wall."""


class Adapter:
    """Reads a file to arrays, or into a database."""

    def read(self, path):
        """Read a file to arrays that can be searched."""
        begun = time.perf_counter()
        found = read_network(Path(path))
        taken = time.perf_counter() - begun
        return {"seconds": [taken], "edges": 2 * found.network.segments}

    def count(self, path):
        """Count the telling nodes on ways, and those that nothing is known of."""
        raw = read_file(Path(path), Progress(), WAYS)
        parsed = build_network(raw, catalog()["osm"])
        frames = parsed.frames
        on_ways = {ref for way in frames.ways for ref in way.refs}
        telling = {
            f"osm:n{ref}"
            for ref in on_ways & raw.node_tags.keys()
            if any(raw.node_tags[ref].get(key, "no") not in NOTHING for key in TELLING)
        }
        kept = {o.subject for o in frames.observations}
        kept |= {barrier.node_key for barrier in frames.barriers}
        told = {f"osm:n{f.record.removeprefix('node ')}" for f in parsed.findings}
        return {"telling": len(telling), "lost": sorted(telling - kept - told)}

    def save(self, path, out):
        """Read a file into an embedded database and build the network."""
        del out
        with tempfile.TemporaryDirectory() as folder:
            begun = time.perf_counter()
            database = Database(f"sqlite:///{folder}/wusul.sqlite")
            upgrade_schema(database)
            run(OsmImporter(), database, path=Path(path), source=catalog()["osm"])
            store = GraphStore(database, Path(folder), lambda: datetime.now(UTC))
            network = store.build()
            taken = time.perf_counter() - begun
            database.close()
        return {"seconds": [taken], "edges": 2 * network.segments}
