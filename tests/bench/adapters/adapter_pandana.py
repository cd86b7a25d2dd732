"""pandana: contraction hierarchies, made anew for every set of weights."""

import contextlib
import io

import numpy as np
import pandana
import pandas as pd
from graph import CLOSED, Graph, finite

MS = 1000
"""It keeps thousandths in 32 bits: seconds go in, else it never comes back."""
TENTH = 0.1
"""It cuts off what is behind the thousandths, and floats fall short of them."""
NO_WAY = 4_294_967
"""What it answers where there is no way."""


class Adapter(Graph):
    """One network."""

    def weigh(self, weights):
        """Contract anew."""
        index = np.flatnonzero(weights < CLOSED)
        with contextlib.redirect_stdout(io.StringIO()):
            self.web = pandana.Network(
                pd.Series(self.x),
                pd.Series(self.y),
                pd.Series(self.tail[index]),
                pd.Series(self.head[index]),
                pd.DataFrame({"s": (weights[index] + TENTH) / MS}),
                twoway=False,
            )

    def route(self, source, target):
        """Measure one way."""
        cost = self.web.shortest_path_length(source, target)
        return None if cost >= NO_WAY else finite(cost * MS)

    def table(self, sources, targets):
        """Measure all with all."""
        found = self.web.shortest_path_lengths(
            np.repeat(sources, len(targets)).tolist(),
            np.tile(targets, len(sources)).tolist(),
        )
        found = np.array(found, dtype=float).reshape(len(sources), len(targets))
        return np.where(found >= NO_WAY, np.inf, np.rint(found * MS))
