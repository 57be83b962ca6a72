"""Signing many results with one PIN: the list of what waits, the job that signs. docs/signing.md"""
