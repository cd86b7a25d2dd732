"""Stations, headways, transfers and fares; what stops, trips and calls say besides.

What was kept row by row of a feed stays until the feed is imported again.
"""


import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

ADDED = {
    'agency': ('names',),
    'stop': ('tts_names', 'platform_code', 'zone', 'level_key'),
    'line': ('short_names',),
    'transit_trip': ('headsigns', 'block', 'wait_high_s', 'wait_low_s'),
    'stop_time': ('pickup', 'drop_off', 'timepoint'),
}
TABLES = ('level', 'pathway', 'transfer', 'frequency', 'fare', 'fare_rule')


def upgrade() -> None:
    """Apply."""
    for table, name in (('agency', 'names'), ('stop', 'tts_names'), ('line', 'short_names'), ('transit_trip', 'headsigns')):
        op.add_column(table, sa.Column(name, sa.JSON(), nullable=False, server_default='{}'))
    for table, name, length in (('stop', 'platform_code', 60), ('stop', 'zone', 120), ('transit_trip', 'block', 120)):
        op.add_column(table, sa.Column(name, sa.String(length), nullable=False, server_default=''))
    op.add_column('stop', sa.Column('level_key', sa.String(160), nullable=True))
    op.add_column('transit_trip', sa.Column('wait_low_s', sa.Integer(), nullable=True))
    # SQLite adds no constraint to a table, but takes one with its column.
    op.execute('ALTER TABLE transit_trip ADD COLUMN wait_high_s INTEGER CONSTRAINT ck_transit_trip_wait CHECK (wait_low_s <= wait_high_s)')
    for name in ('pickup', 'drop_off'):
        op.execute(f'ALTER TABLE stop_time ADD COLUMN {name} SMALLINT NOT NULL DEFAULT 0 CONSTRAINT ck_stop_time_{name} CHECK ({name} BETWEEN 0 AND 3)')
    op.add_column('stop_time', sa.Column('timepoint', sa.SmallInteger(), nullable=True))
    _add_stations()
    _add_runs()
    _add_fares()


def _add_stations() -> None:
    op.create_table('level',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=160), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Double(), nullable=False),
    sa.Column('names', sa.JSON(), nullable=False),
    sa.Column('extra', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_level_source_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_level')),
    sa.UniqueConstraint('key', name=op.f('uq_level_key'))
    )
    op.create_index(op.f('ix_level_source_id'), 'level', ['source_id'], unique=False)
    op.create_table('pathway',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=160), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('from_key', sa.String(length=160), nullable=False),
    sa.Column('to_key', sa.String(length=160), nullable=False),
    sa.Column('mode', sa.Integer(), nullable=False),
    sa.Column('is_bidirectional', sa.Boolean(), nullable=False),
    sa.Column('length_m', sa.Double(), nullable=True),
    sa.Column('traversal_s', sa.Double(), nullable=True),
    sa.Column('stair_count', sa.Integer(), nullable=True),
    sa.Column('max_slope', sa.Double(), nullable=True),
    sa.Column('min_width_m', sa.Double(), nullable=True),
    sa.Column('signposts', sa.JSON(), nullable=False),
    sa.Column('extra', sa.JSON(), nullable=False),
    sa.CheckConstraint('mode BETWEEN 1 AND 7', name=op.f('ck_pathway_mode')),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_pathway_source_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pathway')),
    sa.UniqueConstraint('key', name=op.f('uq_pathway_key'))
    )
    for name in ('from_key', 'source_id', 'to_key'):
        op.create_index(op.f(f'ix_pathway_{name}'), 'pathway', [name], unique=False)
    op.create_table('transfer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('from_stop_key', sa.String(length=160), nullable=True),
    sa.Column('to_stop_key', sa.String(length=160), nullable=True),
    sa.Column('from_line_key', sa.String(length=160), nullable=True),
    sa.Column('to_line_key', sa.String(length=160), nullable=True),
    sa.Column('from_trip_key', sa.String(length=200), nullable=True),
    sa.Column('to_trip_key', sa.String(length=200), nullable=True),
    sa.Column('type', sa.Integer(), nullable=False),
    sa.Column('min_s', sa.Integer(), nullable=True),
    sa.Column('extra', sa.JSON(), nullable=False),
    sa.CheckConstraint('type BETWEEN 0 AND 5', name=op.f('ck_transfer_type')),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_transfer_source_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_transfer'))
    )
    for name in ('from_stop_key', 'source_id'):
        op.create_index(op.f(f'ix_transfer_{name}'), 'transfer', [name], unique=False)


def _add_runs() -> None:
    op.create_table('frequency',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('trip_key', sa.String(length=200), nullable=False),
    sa.Column('start_s', sa.Integer(), nullable=False),
    sa.Column('end_s', sa.Integer(), nullable=False),
    sa.Column('headway_s', sa.Integer(), nullable=False),
    sa.Column('exact', sa.Boolean(), nullable=False),
    sa.Column('extra', sa.JSON(), nullable=False),
    sa.CheckConstraint('headway_s > 0', name=op.f('ck_frequency_headway')),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_frequency_source_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_frequency'))
    )
    for name in ('source_id', 'trip_key'):
        op.create_index(op.f(f'ix_frequency_{name}'), 'frequency', [name], unique=False)


def _add_fares() -> None:
    op.create_table('fare',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=160), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('price', sa.Double(), nullable=False),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('payment_method', sa.Integer(), nullable=True),
    sa.Column('transfers', sa.Integer(), nullable=True),
    sa.Column('transfer_s', sa.Integer(), nullable=True),
    sa.Column('agency_key', sa.String(length=160), nullable=True),
    sa.Column('extra', sa.JSON(), nullable=False),
    sa.CheckConstraint('price >= 0', name=op.f('ck_fare_price')),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_fare_source_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fare')),
    sa.UniqueConstraint('key', name=op.f('uq_fare_key'))
    )
    op.create_index(op.f('ix_fare_source_id'), 'fare', ['source_id'], unique=False)
    op.create_table('fare_rule',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('fare_key', sa.String(length=160), nullable=False),
    sa.Column('line_key', sa.String(length=160), nullable=True),
    sa.Column('origin', sa.String(length=120), nullable=True),
    sa.Column('destination', sa.String(length=120), nullable=True),
    sa.Column('contains', sa.String(length=120), nullable=True),
    sa.Column('extra', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_fare_rule_source_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fare_rule'))
    )
    for name in ('fare_key', 'line_key', 'source_id'):
        op.create_index(op.f(f'ix_fare_rule_{name}'), 'fare_rule', [name], unique=False)


def downgrade() -> None:
    """Undo."""
    for table in TABLES:
        op.drop_table(table)
    for table, names in ADDED.items():
        for name in names:
            op.drop_column(table, name)
