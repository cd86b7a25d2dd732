"""Keys and tokens of other programs, senders that are held, counters."""


import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table('api_key',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=16), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('holder', sa.String(length=200), nullable=False),
    sa.Column('role', sa.String(length=16), nullable=False),
    sa.Column('body', sa.String(length=120), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_api_key')),
    sa.UniqueConstraint('hash', name=op.f('uq_api_key_hash')),
    sa.UniqueConstraint('name', name=op.f('uq_api_key_name'))
    )
    op.create_table('held_sender',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('mark', sa.String(length=64), nullable=False),
    sa.Column('reason', sa.String(length=40), nullable=False),
    sa.Column('tracking', sa.String(length=16), nullable=False),
    sa.Column('held_by', sa.String(length=120), nullable=False),
    sa.Column('held_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lifted_by', sa.String(length=120), nullable=False),
    sa.Column('lifted_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_held_sender'))
    )
    op.create_index(op.f('ix_held_sender_mark'), 'held_sender', ['mark'], unique=False)
    op.create_index(op.f('ix_held_sender_until'), 'held_sender', ['until'], unique=False)
    op.create_table('rate_count',
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('mark', sa.String(length=64), nullable=False),
    sa.Column('begins', sa.BigInteger(), nullable=False),
    sa.Column('ends', sa.BigInteger(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('kind', 'mark', 'begins', name=op.f('pk_rate_count'))
    )
    op.create_index(op.f('ix_rate_count_ends'), 'rate_count', ['ends'], unique=False)
    op.create_table('media_fetch',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('url', sa.String(length=2000), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('next_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.CheckConstraint("state IN ('waiting', 'fetched', 'failed')", name=op.f('ck_media_fetch_state')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_media_fetch_report_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_media_fetch'))
    )
    op.create_index(op.f('ix_media_fetch_next_at'), 'media_fetch', ['next_at'], unique=False)
    op.create_index(op.f('ix_media_fetch_report_id'), 'media_fetch', ['report_id'], unique=False)
    op.create_table('open311_update',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('api_key_id', sa.Integer(), nullable=False),
    sa.Column('their_id', sa.String(length=120), nullable=True),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('status', sa.String(length=32), nullable=False),
    sa.Column('said', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['api_key_id'], ['api_key.id'], name=op.f('fk_open311_update_api_key_id')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_open311_update_report_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_open311_update')),
    sa.UniqueConstraint('api_key_id', 'their_id', name=op.f('uq_open311_update_api_key_id_their_id'))
    )
    op.create_index(op.f('ix_open311_update_at'), 'open311_update', ['at'], unique=False)
    op.create_index(op.f('ix_open311_update_event_id'), 'open311_update', ['event_id'], unique=False)
    op.create_index(op.f('ix_open311_update_report_id'), 'open311_update', ['report_id'], unique=False)
    op.create_table('report_origin',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('api_key_id', sa.Integer(), nullable=True),
    sa.Column('account', sa.String(length=80), nullable=False),
    sa.Column('address_id', sa.String(length=120), nullable=False),
    sa.Column('token', sa.String(length=64), nullable=True),
    sa.ForeignKeyConstraint(['api_key_id'], ['api_key.id'], name=op.f('fk_report_origin_api_key_id')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_report_origin_report_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_origin')),
    sa.UniqueConstraint('report_id', name=op.f('uq_report_origin_report_id')),
    sa.UniqueConstraint('token', name=op.f('uq_report_origin_token'))
    )
    op.create_index(op.f('ix_report_origin_api_key_id'), 'report_origin', ['api_key_id'], unique=False)
    op.create_table('sender_mark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('mark', sa.String(length=64), nullable=False),
    sa.Column('said', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('forget_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_sender_mark_report_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sender_mark')),
    sa.UniqueConstraint('report_id', 'kind', name=op.f('uq_sender_mark_report_id_kind'))
    )
    op.create_index(op.f('ix_sender_mark_forget_at'), 'sender_mark', ['forget_at'], unique=False)
    op.create_index(op.f('ix_sender_mark_mark'), 'sender_mark', ['mark'], unique=False)
    op.create_index(op.f('ix_sender_mark_report_id'), 'sender_mark', ['report_id'], unique=False)
    op.create_index(op.f('ix_sender_mark_said'), 'sender_mark', ['said'], unique=False)


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f('ix_sender_mark_said'), table_name='sender_mark')
    op.drop_index(op.f('ix_sender_mark_report_id'), table_name='sender_mark')
    op.drop_index(op.f('ix_sender_mark_mark'), table_name='sender_mark')
    op.drop_index(op.f('ix_sender_mark_forget_at'), table_name='sender_mark')
    op.drop_table('sender_mark')
    op.drop_index(op.f('ix_report_origin_api_key_id'), table_name='report_origin')
    op.drop_table('report_origin')
    op.drop_index(op.f('ix_open311_update_report_id'), table_name='open311_update')
    op.drop_index(op.f('ix_open311_update_event_id'), table_name='open311_update')
    op.drop_index(op.f('ix_open311_update_at'), table_name='open311_update')
    op.drop_table('open311_update')
    op.drop_index(op.f('ix_media_fetch_report_id'), table_name='media_fetch')
    op.drop_index(op.f('ix_media_fetch_next_at'), table_name='media_fetch')
    op.drop_table('media_fetch')
    op.drop_index(op.f('ix_rate_count_ends'), table_name='rate_count')
    op.drop_table('rate_count')
    op.drop_index(op.f('ix_held_sender_until'), table_name='held_sender')
    op.drop_index(op.f('ix_held_sender_mark'), table_name='held_sender')
    op.drop_table('held_sender')
    op.drop_table('api_key')
