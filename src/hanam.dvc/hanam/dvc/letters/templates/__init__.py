"""Templates of letters as Word files: an office's own, checked before they are in force."""
