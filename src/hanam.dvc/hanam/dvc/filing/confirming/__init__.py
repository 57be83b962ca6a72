"""A guest proves by a one-time code that the phone or e-mail in the dossier is their own."""
