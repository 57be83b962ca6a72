"""What citizens are asked about the handling of a dossier, as dated data."""
