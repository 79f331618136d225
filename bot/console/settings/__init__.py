"""The settings of the territory, by page."""
