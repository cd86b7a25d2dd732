"""Reads and writes as functions: session first, keywords after."""
