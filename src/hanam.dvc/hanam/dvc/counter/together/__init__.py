"""Several agencies on one dossier, as staff see and do it; whom messages tell of it."""
