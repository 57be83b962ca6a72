"""Logging in through an OpenID Connect provider, such as a national login."""
