"""Makes the sample town El Kef from facts and a seeded demonstration."""
