"""Why not online: the reason that a clerk taps when a dossier comes the direct way."""
