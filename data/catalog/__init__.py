"""The catalogue of sources: one small file each."""
