"""pgRouting: Dijkstra in PostgreSQL, on a private server that is thrown away."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg

from geo.engine.arc import CLOSED, Weights
from geo.network import Network
from tests.cluster import cluster

NO_WAY: Final = -1
"""An edge of a negative cost is not there for pgRouting."""
TABLE: Final = "CREATE UNLOGGED TABLE edge (id int, source int, target int)"
ROUTE: Final = (
    "SELECT max(agg_cost) FROM pgr_dijkstra('SELECT id, source, target, {cost} AS cost,"
    " {back} AS reverse_cost FROM edge', %s, %s, directed => true)"
)


class PgRouting:
    """A table of edges with a pair of columns for each person.

    The columns are filled beforehand: pgRouting is not charged for judging.
    """

    def __init__(self, url: str) -> None:
        address = url.replace("postgresql+psycopg://", "postgresql://")
        self._connection = psycopg.connect(f"{address}/postgres", autocommit=True)
        self._connection.execute("CREATE EXTENSION pgrouting CASCADE")

    def load(self, network: Network, people: Sequence[Weights]) -> None:
        """Copy the edges."""
        columns = [f"{way}{i} int" for i in range(len(people)) for way in ("c", "r")]
        with self._connection.cursor() as cursor:
            cursor.execute(f"{TABLE[:-1]}, {', '.join(columns)})".encode())
            with cursor.copy("COPY edge FROM STDIN") as copy:
                ends = zip(network.tail.tolist(), network.head.tolist(), strict=True)
                costs = [_columns(weights) for weights in people]
                for segment, (tail, head) in enumerate(ends):
                    own = [value for pair in costs for value in pair[segment]]
                    copy.write_row((segment, tail, head, *own))
            cursor.execute("ANALYZE edge")

    def route(self, person: int, source: int, target: int) -> int | None:
        """Measure one way."""
        question = ROUTE.format(cost=f"c{person}", back=f"r{person}").encode()
        row = self._connection.execute(question, (source, target)).fetchone()
        return None if row is None or row[0] is None else round(row[0])

    def routes(
        self, pairs: Sequence[tuple[int, int]]
    ) -> tuple[list[float], list[int | None]]:
        """Find a way for one person each: seconds and costs."""
        times, costs = [], []
        for person, (source, target) in enumerate(pairs):
            begun = time.perf_counter()
            costs.append(self.route(person, source, target))
            times.append(time.perf_counter() - begun)
        return times, costs

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


def _columns(weights: Weights) -> list[list[int]]:
    open_only = weights.copy()
    open_only[weights >= CLOSED] = NO_WAY
    rows: list[list[int]] = open_only.reshape(-1, 2).tolist()
    return rows


@contextmanager
def open_pgrouting(programs: Path) -> Iterator[PgRouting]:
    """Start a server with pgRouting."""
    with cluster(programs) as url:
        held = PgRouting(url)
        try:
            yield held
        finally:
            held.close()
