"""Who signs letters in the name of an agency: authority, post and name, as the office says.

Kept in the portal's annotations by agency; "" stands for every form.
"""

from hanam.dvc.letters import shelf


# Words in front of the post (TT 01/2011/TT-BNV art. 12, NĐ 30/2020 annex I).
AUTHORITIES = ("", "TM.", "KT.", "TL.", "TUQ.", "Q.")
KEYS = ("authority", "head", "post", "signer")
BLANK = {"authority": "", "head": "", "post": "THỦ TRƯỞNG CƠ QUAN", "signer": ""}


def of(agency: str, kind: str = "") -> dict:
    """{authority, head, post, signer}: "KT." "GIÁM ĐỐC" "PHÓ GIÁM ĐỐC" and a name."""
    return dict(BLANK) | shelf.signer_of(agency)


def save(agency: str, **values) -> None:
    """Say who signs for an agency."""
    shelf.set_signer(agency, {key: values.get(key, "").strip() for key in KEYS})
