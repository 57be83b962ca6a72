"""The pages on which a declaration is tried, tested and published."""
