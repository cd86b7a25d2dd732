"""The domain: access routing, gaps and works, computed on plain arrays and shapes."""
