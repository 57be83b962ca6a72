"""Agencies through time: validity, names, successors, and reforms as scenarios."""
