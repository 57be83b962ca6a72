"""Guides: how to do something, step by step, kept in step with the procedures they explain."""
