"""The colours of the province over those of `static/dvc.css`: checked for contrast, served as a small file.

Colours are texts such as ``#9b1c1c``. An administrator chooses accent, banner and line at
`@@dvc-frame-settings`; what hangs on them (hover, soft surfaces, the dark scheme) is derived.
"""

from functools import lru_cache
from hanam.dvc import spoken
from hanam.dvc.i18n import _
from hanam.dvc.portal.settings import setting
from hanam.dvc.rules.contrast import BLACK
from hanam.dvc.rules.contrast import COLOUR
from hanam.dvc.rules.contrast import contrast
from hanam.dvc.rules.contrast import LEAST
from hanam.dvc.rules.contrast import mixed
from hanam.dvc.rules.contrast import WHITE
from hashlib import sha256
from Products.Five import BrowserView


# Paper and surface of `dvc.css`, light and dark.
LIGHT = ("#ffffff", "#f5f4f1")
DARK = ("#17191c", "#1f2226")
STEPS = 20


def soft(accent: str) -> str:
    """The surface of that tint on which the accent is read, too."""
    return mixed(accent, WHITE, 0.93)


def weakest(accent: str) -> float:
    """The lowest contrast that text in ``accent``, or white on it, meets in the light scheme."""
    return min(contrast(accent, behind) for behind in (*LIGHT, soft(accent)))


def towards(colour: str, goal: str, enough) -> str:
    """The first mixture of ``colour`` with ``goal`` that is ``enough``."""
    for step in range(STEPS + 1):
        found = mixed(colour, goal, step / STEPS)
        if enough(found):
            return found
    return goal


def dark_soft(accent: str) -> str:
    return mixed(accent, DARK[0], 0.85)


def readable_in_the_dark(colour: str) -> bool:
    return all(contrast(colour, behind) >= LEAST + 1 for behind in DARK)


def light_scheme(accent: str, band: str, line: str) -> dict[str, str]:
    """Custom properties of the light scheme; what is blank stays as `dvc.css` has it."""
    found = {}
    if accent:
        found |= {
            "accent": accent,
            "accent-strong": mixed(accent, BLACK, 0.25),
            "accent-soft": soft(accent),
        }
    if band or accent:
        found["band"] = band or accent
    if line:
        found["gold"] = line
    return found


def dark_scheme(accent: str, band: str, line: str) -> dict[str, str]:
    """The same for the dark scheme: light text of the same tint on dark surfaces."""
    found = {}
    if accent:
        text = towards(accent, WHITE, readable_in_the_dark)
        found |= {
            "accent": text,
            "accent-strong": mixed(text, WHITE, 0.35),
            "accent-soft": towards(
                dark_soft(accent), DARK[0], lambda behind: contrast(text, behind) > 5
            ),
            "on-accent": towards(
                mixed(accent, BLACK, 0.7),
                BLACK,
                lambda over: contrast(text, over) >= LEAST,
            ),
        }
    if band or accent:
        found["band"] = mixed(band or accent, BLACK, 0.3)
    if line:
        found["gold"] = line
    return found


def declarations(properties: dict[str, str]) -> str:
    return "".join(f"--dvc-{name}:{value};" for name, value in properties.items())


def chosen() -> tuple[str, str, str]:
    """Accent, banner and line as set; blank where nothing or nonsense is set."""
    found = (setting(name).lower() for name in ("accent", "band", "line"))
    return tuple(value if COLOUR.fullmatch(value) else "" for value in found)


@lru_cache(maxsize=8)
def sheet(accent: str, band: str, line: str) -> str:
    """The style sheet over `dvc.css`; empty where nothing is chosen. Paper keeps its own colours."""
    light = declarations(light_scheme(accent, band, line))
    dark = declarations(dark_scheme(accent, band, line))
    if not light:
        return ""
    return (
        f"@media screen{{:root{{{light}}}}}\n"
        "@media screen and (prefers-color-scheme:dark){"
        f':root:not([data-scheme="light"]){{{dark}}}}}\n'
    )


def version(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8]


def refusal(colour: str, ratio: float):
    """What is said of a colour that cannot be read."""
    # Rounded down: 4.49 is not 4.5.
    shown = spoken.decimal(f"{int(ratio * 10) / 10:.1f}")
    return _(
        "The colour ${colour} is too pale: contrast ${ratio}, at least 4.5 is needed. Choose a darker one.",
        mapping={"colour": colour, "ratio": shown},
    )


class Colours(BrowserView):
    """``@@dvc-colours?v=…``: the style sheet; its address changes with what is chosen."""

    same_for_all = True

    def __call__(self) -> str:
        self.request.response.setHeader("Content-Type", "text/css; charset=utf-8")
        return sheet(*chosen())
