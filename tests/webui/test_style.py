"""The colours of the stylesheet can be read in both themes: contrasts as WCAG 2.2 reckons them."""

import re
from pathlib import Path

import pytest

STYLE = Path(__file__).parents[2] / "webui" / "static" / "style.css"

TEXT = 4.5
BORDER = 3.0
PAIRS = [
    *((ink, ground, TEXT) for ink in ("ink", "soft", "accent") for ground in ("paper", "sheet", "quiet")),
    *((ink, ground, TEXT) for ink in ("ink", "accent") for ground in ("note", "tint")),
    ("accent-ink", "accent", TEXT),
    ("visited", "sheet", TEXT),
    ("mark-ink", "mark", TEXT),
    ("field", "sheet", BORDER),
    ("field", "paper", BORDER),
    ("accent", "paper", BORDER),
]
"""Every colour that something is written or drawn in, on every one that it stands on."""


def colours(theme: str) -> dict[str, str]:
    light, _, rest = STYLE.read_text("utf-8").partition("@media (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    dark = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", rest.partition("/* ---- ground ---- */")[0]))
    assert found.keys() == dark.keys(), "both themes name the same colours"
    return dark if theme == "dark" else found


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2's definition."""
    shares = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_differ_enough_from_what_they_stand_on(theme: str) -> None:
    named = colours(theme)
    for ink, ground, least in PAIRS:
        darker, lighter = sorted(luminance(named[name]) for name in (ink, ground))
        assert (lighter + 0.05) / (darker + 0.05) >= least, f"{ink} on {ground}"


def test_every_colour_is_named_once() -> None:
    rules = STYLE.read_text("utf-8").partition("/* ---- ground ---- */")[2].partition("@media print")[0]
    assert not re.search(r"#[0-9a-f]{3,8}\b|rgb\(", rules)
