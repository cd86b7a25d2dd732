"""What others counted is used, not published again: cells are small, licences vary."""

from __future__ import annotations

from data.models import OpportunityCount, PopulationCell
from data.queries.layer_table import LAYERS
from data.queries.tile import TILE_LAYERS

COUNTED = {PopulationCell, OpportunityCount}


def test_no_public_layer_and_no_tile_shows_counts_cell_by_cell():
    shown = {layer.model for layer in LAYERS.values()}
    names = {model.__tablename__ for model in COUNTED}

    assert shown.isdisjoint(COUNTED)
    assert names.isdisjoint(LAYERS)
    assert names.isdisjoint(TILE_LAYERS)


def test_counts_name_no_person_and_hang_on_no_report():
    for model in COUNTED:
        table = model.__table__
        pointed = {key.column.table.name for key in table.foreign_keys}

        assert pointed == {"source"}
