"""OSM tags as access attributes: pure readers of values, one table of tags."""
