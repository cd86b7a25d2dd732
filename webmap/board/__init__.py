"""What leaves a stop: on the public screen, on paper, and for other pages."""
