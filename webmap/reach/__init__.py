"""Reach: what somebody gets to within a time, there and back."""
