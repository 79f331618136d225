"""Where does the truth lie? SQLite or PostgreSQL, one transaction body for both."""
