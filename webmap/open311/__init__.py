"""Open311 GeoReport v2: other programs hand in reports and read them."""
