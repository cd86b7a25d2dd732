"""The trip page and the trip command: a question in, an answer in words out."""
