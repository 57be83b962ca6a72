"""Pages of results: the public one that verifies, those where staff prepare and sign."""
