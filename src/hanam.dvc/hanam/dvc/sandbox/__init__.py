"""Stand-ins for outside systems: real HTTP and SMTP servers for tests, demonstrations and classes."""
