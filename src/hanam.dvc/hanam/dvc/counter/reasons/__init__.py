"""The page that asks an administrator why they open a dossier."""
