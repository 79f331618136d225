"""Tests of the classifier that needs no server."""
