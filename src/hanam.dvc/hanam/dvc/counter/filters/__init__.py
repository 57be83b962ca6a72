"""Filters of the worklist kept under a name, and which columns somebody sees."""
