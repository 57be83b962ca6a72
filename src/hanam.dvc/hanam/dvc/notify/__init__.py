"""Notifications: events, templates, the outbox and its worker, channels."""
