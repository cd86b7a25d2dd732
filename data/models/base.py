"""The declarative base: naming convention, UTC times, geometry columns."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from geoalchemy2 import Geometry, WKBElement
from geoalchemy2.shape import from_shape, to_shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy import JSON, DateTime, Dialect, MetaData, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from geo.crs import WGS84

Json = dict[str, Any]
Names = dict[str, str]


class Base(DeclarativeBase):
    """Root of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012
        dict[str, Any]: JSON,
        dict[str, str]: JSON,
        list[str]: JSON,
    }


class UtcTime(TypeDecorator[datetime]):
    """An aware time, stored in UTC on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        """Refuse a naive time, store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a time without a zone cannot be stored"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        """Give an aware UTC time back."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def geometry(kind: str, *, nullable: bool = False) -> Mapped[WKBElement]:
    """Declare a geometry column in EPSG:4326 with a spatial index."""
    return mapped_column(
        Geometry(kind, srid=WGS84, spatial_index=True), nullable=nullable
    )


def to_column(shape: BaseGeometry) -> WKBElement:
    """Turn a shapely shape in EPSG:4326 into a column value."""
    return from_shape(shape, srid=WGS84)


def to_shapely(value: WKBElement) -> BaseGeometry:
    """Turn a column value into a shapely shape."""
    return to_shape(value)
