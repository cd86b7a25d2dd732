"""Facts put into sentences, in the language that is spoken: no HTML in here."""
