"""The 45 checks of GeoReport v2, by number, and what goes beyond them."""
