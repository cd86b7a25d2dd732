"""Gaps as objects: what they are, who they stay, what becomes of them."""
