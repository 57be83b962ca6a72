"""The four tracks of a dossier on its page for staff."""
