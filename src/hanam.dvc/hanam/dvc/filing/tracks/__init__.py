"""Money and hand-over in plain words, on the page where the applicant follows a dossier."""
