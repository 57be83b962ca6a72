"""Versions of procedures: made, reviewed, in force by their dates, kept for dossiers."""
