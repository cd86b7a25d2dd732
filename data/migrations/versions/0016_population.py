"""Where people live and what there is for them, counted over cells of ground."""


import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column('area', sa.Column('dwellings', sa.Double(), nullable=True))
    op.add_column('area', sa.Column('year', sa.Integer(), nullable=True))
    op.create_geospatial_table('population_cell',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=160), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('people', sa.Double(), nullable=True),
    sa.Column('dwellings', sa.Double(), nullable=True),
    sa.Column('year', sa.Integer(), nullable=True),
    sa.Column('groups', sa.JSON(), nullable=False),
    sa.Column('geom', Geometry(srid=4326, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry', nullable=False), nullable=False),
    sa.CheckConstraint('dwellings IS NULL OR dwellings >= 0', name=op.f('ck_population_cell_dwellings')),
    sa.CheckConstraint('people IS NULL OR people >= 0', name=op.f('ck_population_cell_people')),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_population_cell_source_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_population_cell')),
    sa.UniqueConstraint('key', name=op.f('uq_population_cell_key'))
    )
    op.create_geospatial_index('idx_population_cell_geom', 'population_cell', ['geom'], unique=False, postgresql_using='gist', postgresql_ops={})
    op.create_index(op.f('ix_population_cell_source_id'), 'population_cell', ['source_id'], unique=False)
    op.create_geospatial_table('opportunity_count',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=160), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('service', sa.String(length=32), nullable=False),
    sa.Column('amount', sa.Double(), nullable=True),
    sa.Column('year', sa.Integer(), nullable=True),
    sa.Column('geom', Geometry(srid=4326, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry', nullable=False), nullable=False),
    sa.CheckConstraint('amount IS NULL OR amount >= 0', name=op.f('ck_opportunity_count_amount')),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_opportunity_count_source_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_opportunity_count')),
    sa.UniqueConstraint('key', 'service', name=op.f('uq_opportunity_count_key_service'))
    )
    op.create_geospatial_index('idx_opportunity_count_geom', 'opportunity_count', ['geom'], unique=False, postgresql_using='gist', postgresql_ops={})
    op.create_index(op.f('ix_opportunity_count_service'), 'opportunity_count', ['service'], unique=False)
    op.create_index(op.f('ix_opportunity_count_source_id'), 'opportunity_count', ['source_id'], unique=False)


def downgrade() -> None:
    """Undo."""
    for table in ('opportunity_count', 'population_cell'):
        op.drop_geospatial_index(f'idx_{table}_geom', table_name=table, postgresql_using='gist', column_name='geom')
        op.drop_geospatial_table(table)
    op.drop_column('area', 'year')
    op.drop_column('area', 'dwellings')
