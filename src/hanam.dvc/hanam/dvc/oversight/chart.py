"""Geometry of the bar chart; the template draws it as plain SVG."""

from dataclasses import dataclass
from decimal import Decimal
from hanam.dvc.oversight.table import Line
from hanam.dvc.spoken import decimal


ROW = 28
BAR = 16
LABEL = 250
WIDTH = 520
RIGHT = 70


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar and its label; lengths in SVG units."""

    label: str
    value: str
    y: int
    width: float
    state: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from the top, the x of the target line (None without a target), total size."""

    bars: tuple[Bar, ...]
    target_x: float | None
    ticks: tuple[tuple[float, str], ...]
    width: int
    height: int


def percent(value: Decimal | None) -> str:
    """A percentage, in Vietnamese `23,5 %`; empty where unknown."""
    if value is None:
        return ""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return f"{decimal(text)} %"


def chart_of(lines: list[Line], target: Decimal | None) -> Chart:
    """Bars of the lines that have a rate, scaled to the highest of them and the target."""
    drawn = [line for line in lines if line.rate is not None]
    top = max([float(line.rate) for line in drawn] + [float(target or 0), 10.0])
    top = min(100.0, 10.0 * -(-top // 10))
    scale = WIDTH / top
    bars = tuple(
        Bar(
            label=line.title,
            value=percent(line.rate),
            y=ROW * (number + 1),
            width=round(float(line.rate) * scale, 1),
            state={True: "met", False: "below", None: "open"}[line.met],
        )
        for number, line in enumerate(drawn)
    )
    step = 10 if top <= 60 else 20
    ticks = tuple(
        (round(LABEL + mark * scale, 1), f"{mark}")
        for mark in range(0, int(top) + 1, step)
    )
    return Chart(
        bars=bars,
        target_x=None if target is None else round(LABEL + float(target) * scale, 1),
        ticks=ticks,
        width=LABEL + WIDTH + RIGHT,
        height=ROW * (len(drawn) + 2),
    )
