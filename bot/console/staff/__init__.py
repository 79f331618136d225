"""Who works at the console: who comes in, as what, and from where."""
