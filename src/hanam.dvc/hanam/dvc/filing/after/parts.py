"""The pages behind the page of a dossier: last part of the address → `part.Part`."""

from hanam.dvc.filing.after.paying import Owing
from hanam.dvc.filing.after.printed import Form01Pdf
from hanam.dvc.filing.after.printed import ReceiptPdf
from hanam.dvc.filing.after.rating_page import Rating
from hanam.dvc.filing.after.talking import Talk
from hanam.dvc.filing.after.wishing import Contact
from hanam.dvc.filing.after.wishing import Receiving


PARTS = {
    "bien-nhan.pdf": ReceiptPdf,
    "giay-tiep-nhan.pdf": Form01Pdf,
    **{part.name: part for part in (Contact, Owing, Rating, Receiving, Talk)},
}
