"""What a report changed for trips."""


import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

SOFT = ('reported', 'modelled', 'inferred')
FOUND = ('kind', 'attribute', 'method', 'way_key', 'confidence')


def upgrade() -> None:
    """Apply; what staff has found so far is known from the barriers."""
    made = op.create_table('report_effect',
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('effect', sa.String(length=16), nullable=False),
    sa.Column('found', sa.JSON(), nullable=False),
    sa.Column('stamp', sa.String(length=32), nullable=False),
    sa.Column('measured', sa.String(length=32), nullable=False),
    sa.Column('network', sa.Integer(), nullable=True),
    sa.Column('results', sa.JSON(), nullable=False),
    sa.Column('measured_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_report_effect_report_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('report_id', name=op.f('pk_report_effect'))
    )
    op.create_index(op.f('ix_report_effect_effect'), 'report_effect', ['effect'], unique=False)
    _carry_over(op.get_bind(), made)


def _carry_over(connection: sa.Connection, made: sa.Table) -> None:
    names = ('report_id', 'status', 'value_number', 'value_text', 'observed_on', *FOUND)
    barrier = sa.table('barrier', *(sa.column(name) for name in names))
    report = sa.table('report', sa.column('id'), sa.column('state'))
    held = barrier.join(report, report.c.id == barrier.c.report_id)
    for row in connection.execute(sa.select(barrier, report.c.state).select_from(held)).mappings().all():
        is_soft = row['method'] in SOFT
        found = {} if is_soft else {name: row[name] for name in FOUND} | _value(row)
        values = {'report_id': row['report_id'], 'effect': _effect(row, found), 'found': found, 'stamp': '0', 'measured': '', 'results': {}}
        connection.execute(made.insert().values(values))


def _value(row: sa.RowMapping) -> dict[str, object]:
    value = row['value_number'] if row['value_text'] is None else row['value_text']
    day = row['observed_on']
    return {'value': value, 'observed_on': str(day) if day else ''}


def _effect(row: sa.RowMapping, found: dict[str, object]) -> str:
    if row['status'] != 'active':
        return 'caution' if row['state'] == 'fixed_unverified' else 'removed'
    if not found:
        return 'warn'
    return 'cost' if found['value'] is None else 'limit'


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f('ix_report_effect_effect'), table_name='report_effect')
    op.drop_table('report_effect')
