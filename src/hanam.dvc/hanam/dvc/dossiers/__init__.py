"""Dossiers: storage, states, actions, access and the legal clock."""
