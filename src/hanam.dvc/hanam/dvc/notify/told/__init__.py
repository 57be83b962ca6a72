"""What applicants are told of their dossiers: declared here, queued when it happens."""
