"""Which real servers do the tests talk to? Private ones, in a temporary folder, stopped whatever happens."""
