"""Which statements run at every message? Each is built once per kind of store."""
