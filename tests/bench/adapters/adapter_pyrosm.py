"""pyrosm: an OSM file to frames of nodes and edges."""

import time
import warnings

import pyrosm

TAGS = [
    "incline", "kerb", "smoothness", "wheelchair", "surface", "width",
    "tactile_paving", "sidewalk", "lit", "handrail", "ramp", "crossing",
]  # fmt: skip
NODE_TAGS = ("kerb", "barrier", "tactile_paving", "crossing")


class Adapter:
    """Reads the walking network."""

    def read(self, path):
        """Read nodes and edges with the tags that matter to us."""
        warnings.filterwarnings("ignore")
        begun = time.perf_counter()
        nodes, edges = pyrosm.OSM(path).get_network(
            network_type="walking", nodes=True, extra_attributes=TAGS
        )
        taken = time.perf_counter() - begun
        told = sum(
            isinstance(tags, dict) and any(key in tags for key in NODE_TAGS)
            for tags in nodes.get("tags", ())
        )
        return {"seconds": [taken], "edges": len(edges), "told_nodes": told}
