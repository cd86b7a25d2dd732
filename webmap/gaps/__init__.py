"""Gaps: what cannot be reached, for whom, and why."""
