"""Who is to take care of a report, and what staff notes about it."""


import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table('desk',
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('area', sa.String(length=120), nullable=False),
    sa.Column('owner', sa.String(length=32), nullable=False),
    sa.Column('body', sa.String(length=64), nullable=False),
    sa.Column('assigned_by', sa.String(length=8), nullable=False),
    sa.Column('person', sa.String(length=64), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.CheckConstraint("assigned_by IN ('rule', 'person')", name=op.f('ck_desk_assigned_by')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_desk_report_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('report_id', name=op.f('pk_desk'))
    )
    op.create_index('ix_desk_area_report_id', 'desk', ['area', 'report_id'], unique=False)
    op.create_index('ix_desk_body_report_id', 'desk', ['body', 'report_id'], unique=False)
    op.create_index('ix_desk_person_report_id', 'desk', ['person', 'report_id'], unique=False)
    op.create_table('desk_severity',
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('profile', sa.String(length=32), nullable=False),
    sa.Column('level', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_desk_severity_report_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('report_id', 'profile', name=op.f('pk_desk_severity'))
    )
    op.create_index('ix_desk_severity_profile_level_report_id', 'desk_severity', ['profile', 'level', 'report_id'], unique=False)
    op.create_table('assignment_rule',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('category', sa.String(length=32), nullable=False),
    sa.Column('area', sa.String(length=120), nullable=False),
    sa.Column('owner', sa.String(length=32), nullable=False),
    sa.Column('body', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment_rule'))
    )
    op.create_table('report_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('who', sa.String(length=64), nullable=False),
    sa.Column('body', sa.String(length=64), nullable=False),
    sa.Column('text', sa.String(length=4000), nullable=False),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_report_note_report_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_note'))
    )
    op.create_index(op.f('ix_report_note_report_id'), 'report_note', ['report_id'], unique=False)
    op.create_table('report_update',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(length=24), nullable=False),
    sa.Column('body', sa.String(length=64), nullable=False),
    sa.Column('texts', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_report_update_report_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_update'))
    )
    op.create_index(op.f('ix_report_update_report_id'), 'report_update', ['report_id'], unique=False)
    op.create_table('answer_template',
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('state', sa.String(length=24), nullable=False),
    sa.Column('texts', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_answer_template'))
    )
    op.create_table('sealed_text',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('field', sa.String(length=32), nullable=False),
    sa.Column('text', sa.String(length=4000), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('who', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_sealed_text_report_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sealed_text'))
    )
    op.create_index(op.f('ix_sealed_text_at'), 'sealed_text', ['at'], unique=False)
    op.create_index(op.f('ix_sealed_text_report_id'), 'sealed_text', ['report_id'], unique=False)
    op.create_table('appeal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('text', sa.String(length=2000), nullable=False),
    sa.Column('state', sa.String(length=24), nullable=False),
    sa.Column('decided_by', sa.String(length=64), nullable=False),
    sa.Column('outcome', sa.String(length=16), nullable=False),
    sa.Column('heard_by', sa.String(length=64), nullable=False),
    sa.Column('heard_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answer', sa.String(length=2000), nullable=False),
    sa.CheckConstraint("outcome IN ('', 'granted', 'upheld')", name=op.f('ck_appeal_outcome')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_appeal_report_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appeal'))
    )
    op.create_index('ix_appeal_outcome_at', 'appeal', ['outcome', 'at'], unique=False)
    op.create_index(op.f('ix_appeal_report_id'), 'appeal', ['report_id'], unique=False)
    op.create_index('ix_report_changed_at_id', 'report', ['changed_at', 'id'], unique=False)
    op.create_index('ix_report_created_at_id', 'report', ['created_at', 'id'], unique=False)
    op.create_index('ix_report_state_created_at_id', 'report', ['state', 'created_at', 'id'], unique=False)


def downgrade() -> None:
    """Undo."""
    op.drop_index('ix_report_state_created_at_id', table_name='report')
    op.drop_index('ix_report_created_at_id', table_name='report')
    op.drop_index('ix_report_changed_at_id', table_name='report')
    op.drop_table('appeal')
    op.drop_table('sealed_text')
    op.drop_table('answer_template')
    op.drop_table('report_update')
    op.drop_table('report_note')
    op.drop_table('assignment_rule')
    op.drop_table('desk_severity')
    op.drop_table('desk')
