"""The applicant checks the history of a dossier, and sees which office has looked at it."""
