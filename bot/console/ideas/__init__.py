"""Ideas, as staff find them, follow them and answer them."""
