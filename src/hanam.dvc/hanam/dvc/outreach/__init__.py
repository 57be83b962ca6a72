"""Outreach: guides, press, questions, support points, and what readers say of a page."""
