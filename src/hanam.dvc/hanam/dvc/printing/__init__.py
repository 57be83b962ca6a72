"""Documents as tagged PDF: Typst templates, data, fonts, one function.

printing.pdf("receipt.typ", {"title": …}, folder=Path(__file__).with_name("print"))
"""

from hanam.dvc.printing.errors import PrinterBusy
from hanam.dvc.printing.errors import PrintingError
from hanam.dvc.printing.making import pdf
from hanam.dvc.printing.symbols import barcode
from hanam.dvc.printing.symbols import code128
from hanam.dvc.printing.symbols import qr


__all__ = ["PrinterBusy", "PrintingError", "barcode", "code128", "pdf", "qr"]
