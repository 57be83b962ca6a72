"""Naming who stands in for somebody who is away; what follows from it is `dossiers.standing_in`."""
