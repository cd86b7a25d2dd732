"""Files that travel: GeoJSON, CSV and a map in one HTML file."""
