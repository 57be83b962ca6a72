"""Pages about late work."""
