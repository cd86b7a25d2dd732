"""What Alembic runs: our tables only, on the connection that it is handed."""

from __future__ import annotations

from typing import Any

from alembic import context
from geoalchemy2 import alembic_helpers

from data.models import Base


def _ours(thing: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:  # noqa: ANN401, FBT001
    if kind == "table" and reflected and name not in Base.metadata.tables:
        return False
    include: Any = alembic_helpers.include_object
    return bool(include(thing, name, kind, reflected, other))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_object=_ours,
    process_revision_directives=alembic_helpers.writer,
    render_item=alembic_helpers.render_item,
)
with context.begin_transaction():
    context.run_migrations()
