"""Letters: the legal forms of a dossier, filled from the record.

letters.make("01", dossier)                     # bytes of a tagged PDF
letters.make("refusal", dossier, format="docx") # from the template of the office
letters.keep(dossier, "02")                     # made once, numbered, kept with the dossier
"""

from hanam.dvc.letters.issuing import keep
from hanam.dvc.letters.making import make
from hanam.dvc.letters.making import NotYet


__all__ = ["NotYet", "keep", "make"]
