"""Copy the front-end files that are served from ``webmap/node_modules``.

    python tools/vendor.py

The packages come from ``npm ci --prefix webmap``; neither folder is committed.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ROOT / "webmap" / "node_modules"
SERVED = ROOT / "webmap" / "static" / "vendor"
FILES = {
    "maplibre-gl": (
        "dist/maplibre-gl.mjs",
        "dist/maplibre-gl-shared.mjs",
        "dist/maplibre-gl-worker.mjs",
        "dist/maplibre-gl.css",
        "LICENSE.txt",
    ),
    "pmtiles": ("dist/esm/index.js",),
    "fflate": ("esm/browser.js", "LICENSE"),
    "leaflet": (
        "dist/leaflet-src.esm.js",
        "dist/leaflet.js",
        "dist/leaflet.css",
        "dist/images/layers*.png",
        "LICENSE",
    ),
    "@fontsource-variable/readex-pro": (
        "files/readex-pro-arabic-wght-normal.woff2",
        "files/readex-pro-latin-wght-normal.woff2",
        "files/readex-pro-latin-ext-wght-normal.woff2",
        "LICENSE",
    ),
    "@mapbox/maki": ("icons/*.svg", "LICENSE.txt"),
}
IMPORTS = {
    "pmtiles/index.js": ('from"fflate"', 'from"../fflate/browser.js"'),
}


def copy(package: str, pattern: str) -> int:
    """Copy the files of a package that match; say so if there are none."""
    source = PACKAGES / package
    found = sorted(source.glob(pattern))
    if not found:
        sys.exit(f"{package} has no {pattern}; type: npm ci --prefix webmap")
    target = SERVED / package.rsplit("/", 1)[-1]
    target.mkdir(parents=True, exist_ok=True)
    for file in found:
        shutil.copyfile(file, target / file.name)
    return len(found)


def main() -> None:
    """Lay the served files anew; browsers need relative imports."""
    shutil.rmtree(SERVED, ignore_errors=True)
    count = sum(copy(name, one) for name, files in FILES.items() for one in files)
    for name, (bare, relative) in IMPORTS.items():
        script = SERVED / name
        text = script.read_text(encoding="utf-8")
        if bare not in text:
            sys.exit(f"{name} does not import {bare} any more")
        script.write_text(text.replace(bare, relative), encoding="utf-8")
    print(f"{count} front-end files are in place")


if __name__ == "__main__":
    main()
