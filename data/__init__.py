"""Persistence: models, queries, migrations, the catalogue of sources, small samples."""
