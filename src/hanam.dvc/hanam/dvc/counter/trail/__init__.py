"""Who has read a dossier, on its page for staff."""
