"""The conversation engine: pure, without clock, randomness or input/output."""
