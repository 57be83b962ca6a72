"""A certification authority with its signing service: for tests, demonstrations and classes."""
