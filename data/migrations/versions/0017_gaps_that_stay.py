"""Gaps keep who they are from one analysis to the next; what to survey next."""


import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

WORDS = (('origin', 16, 'found'), ('status', 16, 'open'), ('look', 16, 'bad'), ('checked', 16, ''), ('service', 32, ''), ('district', 120, ''))
INDEXED = ('status', 'service', 'district', 'rank')
NUMBERS = ('people_low', 'people_high', 'decided')
DAYS = ('first_seen', 'last_seen', 'changed_on')


def upgrade() -> None:
    """Apply; gaps of before have no day on which they were seen first."""
    for name, length, usual in WORDS:
        op.add_column('gap', sa.Column(name, sa.String(length=length), nullable=False, server_default=usual))
    for name in NUMBERS:
        op.add_column('gap', sa.Column(name, sa.Double(), nullable=True))
    for name in DAYS:
        op.add_column('gap', sa.Column(name, sa.Date(), nullable=True))
    op.add_column('gap', sa.Column('services', sa.JSON(), nullable=False, server_default='[]'))
    op.add_column('gap', sa.Column('rank', sa.Integer(), nullable=False, server_default='0'))
    for name in INDEXED:
        op.create_index(op.f(f'ix_gap_{name}'), 'gap', [name], unique=False)
    _carry_over(op.get_bind())
    _history()
    _tables()


def _carry_over(connection: sa.Connection) -> None:
    """Say of each gap of which service it is: by that the next analysis knows it again."""
    gap = sa.table('gap', *(sa.column(name) for name in ('id', 'kind', 'service')), sa.column('details', sa.JSON()))
    for row in connection.execute(sa.select(gap.c.id, gap.c.details).where(gap.c.kind == 'service')).all():
        connection.execute(gap.update().where(gap.c.id == row.id).values(service=row.details['group']))
    connection.execute(gap.update().where(gap.c.kind == 'stop').values(service='transport'))


def _history() -> None:
    op.create_table('gap_cause',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('gap_id', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(length=160), nullable=False),
    sa.Column('is_barrier', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['gap_id'], ['gap.id'], name=op.f('fk_gap_cause_gap_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gap_cause')),
    sa.UniqueConstraint('gap_id', 'subject', name=op.f('uq_gap_cause_gap_id_subject'))
    )
    op.create_index(op.f('ix_gap_cause_subject'), 'gap_cause', ['subject'], unique=False)
    op.create_table('gap_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('gap_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('standing', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['gap_id'], ['gap.id'], name=op.f('fk_gap_event_gap_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gap_event'))
    )
    op.create_index(op.f('ix_gap_event_gap_id'), 'gap_event', ['gap_id'], unique=False)
    op.create_table('gap_run',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('barriers', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gap_run'))
    )


def _tables() -> None:
    op.create_table('gap_cell',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('profile', sa.String(length=32), nullable=False),
    sa.Column('service', sa.String(length=32), nullable=False),
    sa.Column('district', sa.String(length=120), nullable=False),
    sa.Column('names', sa.JSON(), nullable=False),
    sa.Column('unit', sa.String(length=16), nullable=False),
    sa.Column('reached', sa.Double(), nullable=False),
    sa.Column('unknown', sa.Double(), nullable=False),
    sa.Column('lost', sa.Double(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gap_cell')),
    sa.UniqueConstraint('profile', 'service', 'district', name=op.f('uq_gap_cell_profile_service_district'))
    )
    op.create_geospatial_table('survey_hint',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=160), nullable=False),
    sa.Column('profile', sa.String(length=32), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.Column('names', sa.JSON(), nullable=False),
    sa.Column('people', sa.Double(), nullable=False),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.Column('is_demonstration', sa.Boolean(), nullable=False),
    sa.Column('geom', Geometry(srid=4326, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry', nullable=False), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_survey_hint')),
    sa.UniqueConstraint('key', name=op.f('uq_survey_hint_key'))
    )
    op.create_geospatial_index('idx_survey_hint_geom', 'survey_hint', ['geom'], unique=False, postgresql_using='gist', postgresql_ops={})
    op.create_index(op.f('ix_survey_hint_profile'), 'survey_hint', ['profile'], unique=False)


def downgrade() -> None:
    """Undo; gaps that were declared, and those that are closed, are gone."""
    op.execute("DELETE FROM gap WHERE origin <> 'found' OR status = 'closed' OR kind NOT IN ('island', 'service', 'stop')")
    op.drop_geospatial_index('idx_survey_hint_geom', table_name='survey_hint', postgresql_using='gist', column_name='geom')
    op.drop_geospatial_table('survey_hint')
    for table in ('gap_cell', 'gap_run', 'gap_event', 'gap_cause'):
        op.drop_table(table)
    for name in INDEXED:
        op.drop_index(op.f(f'ix_gap_{name}'), table_name='gap')
    for name in (*(word for word, _, _ in WORDS), *NUMBERS, *DAYS, 'services', 'rank'):
        op.drop_column('gap', name)
