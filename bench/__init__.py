"""What does a turn cost? `python -m bench [NAME…]` measures and prints one table."""
