"""Which of a few labels does a text deserve? Weights of pieces of words, learnt elsewhere and applied with numpy."""
