"""People who work on reports: accounts, signing in, who may do what."""
