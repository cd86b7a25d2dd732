"""Public transport: timetables, trips, stops and lines entered by hand."""
