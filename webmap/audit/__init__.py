"""The audit trail for everybody, and the commands that replay it."""
