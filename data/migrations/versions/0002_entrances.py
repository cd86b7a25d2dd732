"""Entrances of places."""


import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_geospatial_table('entrance',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('place_key', sa.String(length=120), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('names', sa.JSON(), nullable=False),
    sa.Column('geom', Geometry(geometry_type='POINT', srid=4326, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry', nullable=False), nullable=False),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_entrance_source_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_entrance')),
    sa.UniqueConstraint('key', 'place_key', name=op.f('uq_entrance_key_place_key'))
    )
    op.create_geospatial_index('idx_entrance_geom', 'entrance', ['geom'], unique=False, postgresql_using='gist', postgresql_ops={})
    op.create_index(op.f('ix_entrance_key'), 'entrance', ['key'], unique=False)
    op.create_index(op.f('ix_entrance_place_key'), 'entrance', ['place_key'], unique=False)
    op.create_index(op.f('ix_entrance_source_id'), 'entrance', ['source_id'], unique=False)


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f('ix_entrance_source_id'), table_name='entrance')
    op.drop_index(op.f('ix_entrance_place_key'), table_name='entrance')
    op.drop_index(op.f('ix_entrance_key'), table_name='entrance')
    op.drop_geospatial_index('idx_entrance_geom', table_name='entrance', postgresql_using='gist', column_name='geom')
    op.drop_geospatial_table('entrance')
