"""The figures of `drill eval` as a picture: a confusion table and three rates for each report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from drill.grading.evaluation import Report

CELL = 64
ROW = 30
LEFT = 120
"""Width of the label column."""
GAP = 56
BARS = 320
"""Width of the rate column."""

_RATES = (
    ("accuracy", "#2f7d4f"),
    ("wrong_passed", "#b3372f"),
    ("right_failed", "#c07a1d"),
)


def picture(reports: Mapping[str, Report]) -> str:
    """An SVG document: every report below the one before, in the order given."""
    columns = max((len(_rulings(report)) for report in reports.values()), default=1)
    width = LEFT + columns * CELL + GAP + BARS + 40
    body: list[str] = []
    top = 20
    for name, report in reports.items():
        body += _report(name, report, top)
        top += ROW * (max(len(report.table), len(_RATES)) + 2) + 24
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{top}" '
        'font-family="sans-serif" font-size="13">'
    )
    paper = f'<rect width="{width}" height="{top}" fill="white"/>'
    return "\n".join([head, paper, *body, "</svg>\n"])


def _report(name: str, report: Report, top: int) -> Iterator[str]:
    yield _text(20, top + 14, f"{name}: {report.count} answers", weight="bold")
    head = top + ROW
    rulings = _rulings(report)
    for column, ruling in enumerate(rulings):
        yield _text(LEFT + column * CELL + CELL / 2, head + 18, ruling, anchor="middle")
    for row, (label, counts) in enumerate(report.table.items(), 1):
        whole = sum(counts.values())
        y = head + row * ROW
        yield _text(LEFT - 8, y + 20, label, anchor="end")
        for column, ruling in enumerate(rulings):
            count = counts.get(ruling, 0)
            shade = count / whole if whole else 0.0
            yield _box(LEFT + column * CELL, y, CELL - 2, ROW - 2, "#3465a4", 0.06 + 0.8 * shade)
            colour = "white" if shade > 0.6 else "black"
            middle = LEFT + column * CELL + CELL / 2
            yield _text(middle, y + 20, str(count), anchor="middle", colour=colour)
    left = LEFT + len(rulings) * CELL + GAP
    for row, (rate, colour) in enumerate(_RATES, 1):
        value = getattr(report, rate)
        y = head + row * ROW
        yield _box(left, y, BARS - 2, ROW - 2, "#888888", 0.1)
        yield _box(left, y, BARS * value, ROW - 2, colour, 0.75)
        yield _text(left + 8, y + 20, f"{rate.replace('_', ' ')} {value:.1%}")


def _rulings(report: Report) -> list[str]:
    return sorted({ruling for row in report.table.values() for ruling in row})


def _box(x: float, y: float, width: float, height: float, colour: str, opacity: float) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="3" '
        f'fill="{colour}" fill-opacity="{opacity:.2f}"/>'
    )


def _text(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "start",
    weight: str = "normal",
    colour: str = "black",
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}" '
        f'fill="{colour}">{escape(text)}</text>'
    )
