"""Who is meant by a segment: read from data, evaluated on one person, drawn by lot."""
