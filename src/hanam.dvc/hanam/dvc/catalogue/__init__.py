"""Agencies, sectors, procedures and how they are found."""
