"""osmnx: an OSM file to a graph, and to a GeoPackage."""

import time

import osmnx

NODE_TAGS = ["kerb", "barrier", "tactile_paving", "crossing"]
WAY_TAGS = ["incline", "kerb", "smoothness", "wheelchair", "surface", "sidewalk"]


class Adapter:
    """Reads OSM XML, which is the only file that osmnx takes."""

    def __init__(self):
        known = osmnx.settings
        known.useful_tags_way = list({*known.useful_tags_way, *WAY_TAGS})
        known.useful_tags_node = list({*known.useful_tags_node, *NODE_TAGS})

    def read(self, path):
        """Read and simplify; count the telling nodes that are left."""
        begun = time.perf_counter()
        self.web = osmnx.graph_from_xml(
            path, bidirectional=True, simplify=True, retain_all=True
        )
        taken = time.perf_counter() - begun
        told = sum(
            any(key in values for key in NODE_TAGS)
            for _, values in self.web.nodes(data=True)
        )
        return {"seconds": [taken], "edges": len(self.web.edges), "told_nodes": told}

    def save(self, path, out):
        """Read, simplify and write a GeoPackage."""
        begun = time.perf_counter()
        self.read(path)
        osmnx.save_graph_geopackage(self.web, out, directed=True)
        return {"seconds": [time.perf_counter() - begun]}
