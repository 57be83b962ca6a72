"""Declarations: their kinds of questions, checks, versions and the pages of their designers."""
