"""A returning person at the counter, found by number, phone or name."""
