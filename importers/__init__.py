"""Bring data in: one folder per source, ``fetch → parse → check → write``."""
