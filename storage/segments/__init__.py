"""Whom does a segment reach? Conditions as data, and as SQL."""
