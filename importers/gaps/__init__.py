"""Gaps that an association declares, from a table."""

from importers.gaps.importer import GapsImporter

__all__ = ["GapsImporter"]
