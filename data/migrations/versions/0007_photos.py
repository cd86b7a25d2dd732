"""Photos of reports: several each, checked before they are shown."""


import secrets

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

PUBLIC = ('published', 'needs_info', 'triaged', 'forwarded', 'planned', 'in_progress', 'partially_fixed', 'fix_claimed', 'fixed_verified', 'fixed_unverified', 'closed_no_action', 'closed_not_responsible', 'duplicate', 'not_found', 'lapsed', 'reopened')
"""States whose photo everybody could see, for a moderator had shown the report."""


def upgrade() -> None:
    """Apply; the one photo that a report could have becomes its first."""
    op.create_table('report_photo',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=32), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('subject', sa.String(length=16), nullable=False),
    sa.Column('reason', sa.String(length=40), nullable=False),
    sa.Column('alt', sa.String(length=300), nullable=False),
    sa.Column('taken_on', sa.Date(), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('judged_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('send_key', sa.String(length=80), nullable=True),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('sealed', sa.String(length=120), nullable=False),
    sa.Column('file', sa.String(length=120), nullable=False),
    sa.Column('small', sa.String(length=120), nullable=False),
    sa.Column('width', sa.Integer(), nullable=True),
    sa.Column('height', sa.Integer(), nullable=True),
    sa.Column('small_width', sa.Integer(), nullable=True),
    sa.Column('small_height', sa.Integer(), nullable=True),
    sa.CheckConstraint("state IN ('waiting', 'shown', 'refused')", name=op.f('ck_report_photo_state')),
    sa.CheckConstraint("subject IN ('obstacle', 'repair')", name=op.f('ck_report_photo_subject')),
    sa.CheckConstraint("state <> 'shown' OR file <> ''", name=op.f('ck_report_photo_file')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_report_photo_report_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_photo')),
    sa.UniqueConstraint('key', name=op.f('uq_report_photo_key')),
    sa.UniqueConstraint('report_id', 'digest', name=op.f('uq_report_photo_report_id_digest')),
    sa.UniqueConstraint('report_id', 'send_key', name=op.f('uq_report_photo_report_id_send_key'))
    )
    op.create_index('ix_report_photo_state_sent_at', 'report_photo', ['state', 'sent_at'], unique=False)
    _carry_over(op.get_bind())


def _report() -> sa.TableClause:
    names = ('id', 'state', 'photo')
    return sa.table('report', *map(sa.column, names), sa.column('is_private', sa.Boolean()), sa.column('created_at', sa.DateTime(timezone=True)), sa.column('changed_at', sa.DateTime(timezone=True)))


def _photo() -> sa.TableClause:
    names = ('id', 'key', 'report_id', 'state', 'subject', 'reason', 'alt', 'digest', 'sealed', 'file', 'small')
    return sa.table('report_photo', *map(sa.column, names), sa.column('sent_at', sa.DateTime(timezone=True)), sa.column('judged_at', sa.DateTime(timezone=True)))


def _carry_over(connection: sa.Connection) -> None:
    report, photo = _report(), _photo()
    for row in connection.execute(sa.select(report).where(report.c.photo != '')).all():
        is_shown = row.state in PUBLIC and not row.is_private
        connection.execute(photo.insert().values(
            key=secrets.token_hex(16), report_id=row.id, state='shown' if is_shown else 'waiting',
            subject='obstacle', reason='', alt='', digest='', sent_at=row.created_at,
            judged_at=row.changed_at if is_shown else None, sealed='' if is_shown else row.photo,
            file=row.photo if is_shown else '', small=row.photo if is_shown else '',
        ))
    connection.execute(report.update().values(photo=''))


def downgrade() -> None:
    """Undo; a report keeps its first photo, others are lost."""
    connection, report, photo = op.get_bind(), _report(), _photo()
    for row in connection.execute(sa.select(photo).order_by(photo.c.id.desc())).all():
        kept = row.file or row.sealed
        if len(kept) <= 80 and row.state != 'refused':
            connection.execute(report.update().where(report.c.id == row.report_id).values(photo=kept))
    op.drop_index('ix_report_photo_state_sent_at', table_name='report_photo')
    op.drop_table('report_photo')
