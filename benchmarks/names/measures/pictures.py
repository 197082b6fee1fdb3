"""A plot of precision against recall, as SVG without a library."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from measures.figures import curve

__all__ = ["draw"]

_WIDTH, _HEIGHT, _EDGE = 640, 420, 48
_COLOURS = ("#1d70b8", "#d4351c", "#00703c", "#f47738", "#4c2c92", "#505a5f", "#b58840")


def draw(label: NDArray[np.bool_], scores: Mapping[str, NDArray[np.float64]], path: Path) -> None:
    """Write precision by recall of each method, the first one thick.

    Args:
        label: which pairs are one person's.
        scores: of each method.
        path: of the SVG.
    """
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>',
    ]
    for tick in range(6):
        x, y = _place(tick / 5, 0)[0], _place(0, tick / 5)[1]
        lines.append(f'<text x="{x}" y="{_HEIGHT - 28}" text-anchor="middle">{tick / 5:.1f}</text>')
        lines.append(f'<text x="{_EDGE - 8}" y="{y + 4}" text-anchor="end">{tick / 5:.1f}</text>')
        lines.append(f'<path d="M{_EDGE} {y}H{_WIDTH - 12}" stroke="#ddd"/>')
    lines.append(f'<text x="{_WIDTH / 2}" y="{_HEIGHT - 8}" text-anchor="middle">recall</text>')
    lines.append('<text x="12" y="14">precision</text>')
    for number, (name, values) in enumerate(scores.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        style = f'stroke="{colour}" stroke-width="{3.0 if number == 0 else 1.2}"'
        lines.append(_line(label, values, style))
        y = _EDGE + 120 + 16 * number
        lines.append(f'<text x="{_EDGE + 8}" y="{y}" fill="{colour}">{name}</text>')
    path.write_text("\n".join([*lines, "</svg>"]) + "\n", encoding="utf-8")


def _place(recall: float, precision: float) -> tuple[float, float]:
    x = _EDGE + recall * (_WIDTH - _EDGE - 12)
    return round(x, 1), round(_HEIGHT - _EDGE - precision * (_HEIGHT - _EDGE - 20), 1)


def _line(label: NDArray[np.bool_], values: NDArray[np.float64], style: str) -> str:
    precision, recall = curve(label, values)
    keep = np.unique(np.linspace(0, len(recall) - 1, 300).astype(int))
    points = " ".join(f"{x},{y}" for x, y in (_place(recall[k], precision[k]) for k in keep))
    return f'<polyline points="{points}" fill="none" {style}/>'
