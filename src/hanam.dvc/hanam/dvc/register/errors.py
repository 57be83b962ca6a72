"""What can go wrong with the register, told apart by what the caller does next."""

from transaction.interfaces import TransientError


class RegisterBusy(TransientError):
    """Another transaction was in the way; Zope runs the request again."""


class NotForWriting(RuntimeError):
    """A programming error: a change without a prior `session.for_writing()`."""


class SchemaTooNew(RuntimeError):
    """The register was written by a newer release; this one must not touch it."""


class KeyReused(ValueError):
    """The same idempotency key came again with another content (digest)."""
