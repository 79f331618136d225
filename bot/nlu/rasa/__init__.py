"""How does a Rasa server understand residents for the service? It runs beside it, in Python 3.10 of its own."""
