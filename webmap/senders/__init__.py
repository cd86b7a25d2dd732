"""Senders whose reports are held: listed, held and lifted by moderators."""
