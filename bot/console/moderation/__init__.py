"""The queue of ideas that nobody has read yet."""
