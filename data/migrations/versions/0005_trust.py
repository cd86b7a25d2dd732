"""Contact data of reports apart from them, and an audit trail that refuses changes."""


import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

REFUSED = 'events of the audit trail are never changed or deleted'
EMBEDDED = (
    f"CREATE TRIGGER audit_event_unchanged BEFORE UPDATE ON audit_event BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    f"CREATE TRIGGER audit_event_undeleted BEFORE DELETE ON audit_event BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    # REPLACE deletes without asking the trigger above.
    f"CREATE TRIGGER audit_event_unreplaced BEFORE INSERT ON audit_event WHEN EXISTS (SELECT 1 FROM audit_event WHERE id = NEW.id OR hash = NEW.hash) BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
)
SERVER = (
    f"CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$",
    'CREATE TRIGGER audit_event_unchanged BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()',
    'CREATE TRIGGER audit_event_uncut BEFORE TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()',
)


def upgrade() -> None:
    """Apply; older events keep their form, new ones are sealed part by part."""
    op.create_table('contact',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('phone', sa.String(length=40), nullable=False),
    sa.Column('lang', sa.String(length=2), nullable=False),
    sa.Column('consent', sa.Boolean(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("lang IN ('ar', 'fr', 'en')", name=op.f('ck_contact_lang')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_contact_report_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact')),
    sa.UniqueConstraint('report_id', name=op.f('uq_contact_report_id')),
    )
    op.add_column('audit_event', sa.Column('form', sa.Integer(), nullable=False, server_default='1'))
    op.add_column('audit_event', sa.Column('salt', sa.String(length=32), nullable=False, server_default=''))
    for statement in SERVER if _is_server() else EMBEDDED:
        op.execute(statement)


def downgrade() -> None:
    """Undo."""
    names = ('unchanged', 'uncut') if _is_server() else ('unchanged', 'undeleted', 'unreplaced')
    for name in names:
        op.execute(f'DROP TRIGGER audit_event_{name}' + (' ON audit_event' if _is_server() else ''))
    if _is_server():
        op.execute('DROP FUNCTION refuse_audit_change()')
    op.drop_column('audit_event', 'salt')
    op.drop_column('audit_event', 'form')
    op.drop_table('contact')


def _is_server() -> bool:
    return op.get_bind().dialect.name == 'postgresql'
