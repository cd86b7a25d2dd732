"""Photos of reports: sent, looked at by a moderator, shown."""
