"""What a keyboard writes when its Vietnamese input does not work.

"giaays" and "giay61" are "giấy" in Telex and VNI: the keys of marks stay where the input
method would have taken them away.
"""

import re


VOWELS = "aeiouy"
TONE_KEYS = "sfrxjz"
DOUBLED = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"))
VNI = re.compile(r"(?<=[a-z])[0-9]+")


def untyped(word: str) -> tuple[str, ...]:
    """The syllables without marks that raw Telex or VNI keys may stand for.

    ``word`` is folded (small letters without marks); it is not among them. Nothing for a
    word that holds no key of a mark.
    """
    bare = VNI.sub("", word)
    for pair, letter in DOUBLED:
        bare = bare.replace(pair, letter)
    shapes = [bare]
    if "w" in bare:
        shapes += [bare.replace("w", ""), bare.replace("uw", "w").replace("w", "u")]
    found = {}
    for shape in shapes:
        for made in (shape, *without_tone(shape)):
            found[made] = None
    return tuple(made for made in found if made and made != word and made.isalpha())


def without_tone(word: str) -> list[str]:
    """The word without one key of a tone, which stands behind a vowel."""
    first = next((at for at, char in enumerate(word) if char in VOWELS), len(word))
    return [
        word[:at] + word[at + 1 :]
        for at in range(len(word) - 1, first, -1)
        if word[at] in TONE_KEYS
    ]
