"""Several agencies on one dossier: legs, opinions, hand-back to an earlier step."""
