"""How we judge: every limit of a profile, every rule of a norm, with its source."""
