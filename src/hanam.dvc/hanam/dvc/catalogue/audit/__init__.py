"""What a procedure lacks: for those who keep the catalogue."""
