"""Letters: the legal forms of a dossier, filled from the record."""
