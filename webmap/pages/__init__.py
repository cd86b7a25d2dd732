"""Pages that are neither a map nor a form: lists, details, notices, patterns."""
