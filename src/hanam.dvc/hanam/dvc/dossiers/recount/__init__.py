"""Counting open dossiers anew by a changed calendar: what would move, and moving it."""
