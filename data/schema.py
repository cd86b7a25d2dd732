"""Create and upgrade the tables."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
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
