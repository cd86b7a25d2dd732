"""What was answered about an obstacle, and who has met it too."""


import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        'report_told',
        sa.Column('report_id', sa.Integer(), nullable=False),
        sa.Column('answers', sa.JSON(), nullable=False, server_default='{}'),
        sa.Column('channel', sa.String(16), nullable=False),
        sa.Column('subject', sa.String(120), nullable=False),
        sa.Column('author', sa.String(64), nullable=False),
        sa.Column('network', sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_report_told_report_id')),
        sa.PrimaryKeyConstraint('report_id', name=op.f('pk_report_told')),
    )
    op.create_index(op.f('ix_report_told_subject'), 'report_told', ['subject'], unique=False)
    op.create_table(
        'report_vote',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('report_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(12), nullable=False),
        sa.Column('voter', sa.String(64), nullable=False),
        sa.Column('network', sa.String(64), nullable=False),
        sa.Column('is_confirmed', sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('me_too', 'still_there', 'gone')", name=op.f('ck_report_vote_kind')),
        sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_report_vote_report_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_report_vote')),
        sa.UniqueConstraint('report_id', 'voter', 'kind', name=op.f('uq_report_vote_report_id_voter_kind')),
    )
    op.create_index(op.f('ix_report_vote_report_id'), 'report_vote', ['report_id'], unique=False)


def downgrade() -> None:
    """Undo."""
    op.drop_table('report_vote')
    op.drop_table('report_told')
