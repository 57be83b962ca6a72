"""What can go wrong when a document is made."""


class PrintingError(Exception):
    """The document was not made; says which and why, without what stood in its data."""


class PrinterBusy(PrintingError):
    """Too many documents are being made; a later try will do."""
