"""Pages of staff for letters: on a dossier, what was issued, the register, the templates."""
