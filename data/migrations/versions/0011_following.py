"""Who follows what, and how it is ended."""


import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table('follower',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('lang', sa.String(length=2), nullable=False),
    sa.Column('token', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('told', sa.Integer(), nullable=False),
    sa.CheckConstraint("lang IN ('ar', 'fr', 'en')", name=op.f('ck_follower_lang')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_follower_report_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follower')),
    sa.UniqueConstraint('report_id', 'email', name=op.f('uq_follower_report_id_email')),
    sa.UniqueConstraint('token', name=op.f('uq_follower_token'))
    )
    op.create_index(op.f('ix_follower_confirmed_at'), 'follower', ['confirmed_at'], unique=False)
    op.create_index(op.f('ix_follower_created_at'), 'follower', ['created_at'], unique=False)
    op.create_index(op.f('ix_follower_report_id'), 'follower', ['report_id'], unique=False)


def downgrade() -> None:
    """Undo."""
    for name in ('report_id', 'created_at', 'confirmed_at'):
        op.drop_index(op.f(f'ix_follower_{name}'), table_name='follower')
    op.drop_table('follower')
