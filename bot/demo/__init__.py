"""An invented town, so that everything can be tried without an account."""
