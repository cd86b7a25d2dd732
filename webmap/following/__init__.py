"""Following: feeds of reports, letters about one, and a trip that is watched."""
