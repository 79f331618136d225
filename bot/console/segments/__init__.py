"""Whom may staff write to? Segments, built piece by piece and kept by name."""
