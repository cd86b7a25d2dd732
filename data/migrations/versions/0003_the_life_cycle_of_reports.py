"""The life cycle of reports: what its clocks and its guards look at."""


import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

CLOSED = ('fixed_verified', 'fixed_unverified', 'closed_no_action', 'closed_not_responsible', 'duplicate', 'not_found', 'lapsed')
ENDED = (*CLOSED, 'hidden', 'withdrawn')
CLAIMED = ('fix_claimed', 'fixed_verified', 'fixed_unverified')
COLUMNS = ('closed_at', 'expires_at', 'due_at', 'claimant', 'facts', 'marks', 'is_private', 'canonical')


def upgrade() -> None:
    """Apply; every report that is still open is looked at by the next tick."""
    for name in ('closed_at', 'expires_at', 'due_at'):
        op.add_column('report', sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    for name in ('claimant', 'facts', 'marks'):
        op.add_column('report', sa.Column(name, sa.JSON(), nullable=False, server_default='{}'))
    op.add_column('report', sa.Column('is_private', sa.Boolean(), nullable=False, server_default=sa.false()))
    # SQLite adds no constraint to a table, but takes one with its column.
    op.execute('ALTER TABLE report ADD COLUMN canonical VARCHAR(16) CONSTRAINT fk_report_canonical REFERENCES report(tracking)')
    op.create_index(op.f('ix_report_canonical'), 'report', ['canonical'], unique=False)
    op.create_index(op.f('ix_report_due_at'), 'report', ['due_at'], unique=False)
    _carry_over(op.get_bind())


def _carry_over(connection: sa.Connection) -> None:
    names = ('id', 'tracking', 'state', 'changed_at', 'closed_at', 'due_at', 'expires_at')
    report = sa.table('report', *(sa.column(name) for name in names), sa.column('claimant', sa.JSON()))
    barrier = sa.table('barrier', *(sa.column(name) for name in ('report_id', 'expires_at')))
    connection.execute(report.update().where(report.c.state.in_(CLOSED)).values(closed_at=report.c.changed_at))
    connection.execute(report.update().where(report.c.state.not_in(ENDED)).values(due_at=report.c.changed_at))
    ends = sa.select(sa.func.max(barrier.c.expires_at)).where(barrier.c.report_id == report.c.id).scalar_subquery()
    connection.execute(report.update().values(expires_at=ends))
    _carry_claims(connection, report)


def _carry_claims(connection: sa.Connection, report: sa.TableClause) -> None:
    """Nobody knows any more who claimed a repair, only in which role."""
    event = sa.table('audit_event', *(sa.column(name) for name in ('id', 'subject_kind', 'subject_key', 'after', 'role')))
    claimed = sa.select(report.c.id, report.c.tracking).where(report.c.state.in_(CLAIMED))
    for row in connection.execute(claimed).all():
        of_it = (event.c.subject_kind == 'report') & (event.c.subject_key == row.tracking) & (event.c.after == 'fix_claimed')
        role = connection.scalar(sa.select(event.c.role).where(of_it).order_by(event.c.id.desc()).limit(1))
        connection.execute(report.update().where(report.c.id == row.id).values(claimant={'role': role or 'staff', 'who': '', 'body': ''}))


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f('ix_report_due_at'), table_name='report')
    op.drop_index(op.f('ix_report_canonical'), table_name='report')
    for name in COLUMNS:
        op.drop_column('report', name)
