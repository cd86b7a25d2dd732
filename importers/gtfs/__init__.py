"""Timetables in the General Transit Feed Specification."""

from importers.gtfs.importer import GtfsImporter

__all__ = ["GtfsImporter"]
