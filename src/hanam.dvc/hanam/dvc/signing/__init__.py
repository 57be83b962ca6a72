"""Signing: who signed a result, and how anybody can verify it."""
