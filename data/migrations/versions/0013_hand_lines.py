"""Lines that somebody enters by hand, and their history."""


import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table('hand_line',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=160), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('said', sa.JSON(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.CheckConstraint('revision > 0', name=op.f('ck_hand_line_revision')),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_hand_line_source_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hand_line')),
    sa.UniqueConstraint('key', name=op.f('uq_hand_line_key'))
    )
    op.create_index(op.f('ix_hand_line_source_id'), 'hand_line', ['source_id'], unique=False)
    op.create_table('hand_line_revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('line_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('role', sa.String(length=32), nullable=False),
    sa.Column('said', sa.JSON(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['line_id'], ['hand_line.id'], name=op.f('fk_hand_line_revision_line_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hand_line_revision')),
    sa.UniqueConstraint('line_id', 'number', name=op.f('uq_hand_line_revision_line_id_number'))
    )
    op.create_index(op.f('ix_hand_line_revision_line_id'), 'hand_line_revision', ['line_id'], unique=False)


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f('ix_hand_line_revision_line_id'), table_name='hand_line_revision')
    op.drop_table('hand_line_revision')
    op.drop_index(op.f('ix_hand_line_source_id'), table_name='hand_line')
    op.drop_table('hand_line')
