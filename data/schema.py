"""Create and upgrade the tables."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from data.db import Database

_FOLDER = Path(__file__).parent / "migrations"


def alembic_config(connection: Connection) -> Config:
    """Build Alembic's configuration for an open connection."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    return config


def upgrade_schema(database: Database) -> None:
    """Bring the tables to the newest migration; create them where there are none."""
    with database.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS postgis"))
        command.upgrade(alembic_config(connection), "head")


def has_schema(database: Database) -> bool:
    """Tell whether the database has our tables."""
    with database.engine.connect() as connection:
        return inspect(connection).has_table("source")


def find_schema_lag(database: Database) -> str:
    """Say in words what the tables lack; empty if they are the newest."""
    with database.engine.connect() as connection:
        script = ScriptDirectory.from_config(alembic_config(connection))
        now = MigrationContext.configure(connection).get_current_revision()
    newest = script.get_current_head()
    if now == newest:
        return ""
    return f"the tables are at {now or 'nothing'}, not {newest}; type: wusul init"
