"""“Was this useful?” on every public page, and what editors learn from the answers."""
