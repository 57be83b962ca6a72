"""Who holds which role where, how that changed, and what those who left have left behind."""
