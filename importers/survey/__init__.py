"""Surveys: places, stops, barriers, residents and areas that people wrote down."""

from importers.survey.importer import SurveyImporter
from importers.survey.options import SurveyOptions

__all__ = ["SurveyImporter", "SurveyOptions"]
