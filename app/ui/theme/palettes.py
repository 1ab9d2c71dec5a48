"""The colours by what they mean, light and dark, and with stronger contrast.

Text is read at 4.5 : 1 on every ground, marks, the edges of what is filled in and the ring of focus are seen at 3 : 1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Colours:
    """What each colour is for.

    `line` and `rule` only part what is seen without them; `edge` bounds what is pressed or filled in, `blank_line`
    stands below a blank. `disabled` is what cannot be used now, and needs no contrast.
    """

    window: str
    surface: str
    sunken: str
    line: str
    rule: str
    edge: str
    text: str
    muted: str
    faint: str
    disabled: str
    accent: str
    accent_strong: str
    accent_soft: str
    on_accent: str
    blank: str
    blank_line: str
    blocking: str
    blocking_soft: str
    advice: str
    advice_soft: str
    done: str
    done_soft: str


LIGHT = Colours(
    window="#f3f5f8",
    surface="#ffffff",
    sunken="#f7f9fb",
    line="#dfe4ea",
    rule="#cdd5df",
    edge="#7b8797",
    text="#1c2430",
    muted="#4c5769",
    faint="#5c6777",
    disabled="#8a94a3",
    accent="#1f63a8",
    accent_strong="#174f89",
    accent_soft="#e3eef9",
    on_accent="#ffffff",
    blank="#ebf1f8",
    blank_line="#6f8097",
    blocking="#b42318",
    blocking_soft="#fdeeec",
    advice="#855800",
    advice_soft="#fdf4dc",
    done="#1f7048",
    done_soft="#e6f4ec",
)
DARK = Colours(
    window="#1a1d22",
    surface="#23272e",
    sunken="#1f2329",
    line="#363c46",
    rule="#454d59",
    edge="#7f8a99",
    text="#e6eaf0",
    muted="#b0b9c6",
    faint="#98a2b1",
    disabled="#6d7684",
    accent="#74b2f0",
    accent_strong="#98c8f7",
    accent_soft="#28394d",
    on_accent="#0d1520",
    blank="#2c323b",
    blank_line="#8593a6",
    blocking="#f59489",
    blocking_soft="#3d2b2b",
    advice="#e6bc63",
    advice_soft="#3a3320",
    done="#74cb9d",
    done_soft="#20362b",
)
LIGHT_STRONG = replace(
    LIGHT,
    window="#ffffff",
    sunken="#ffffff",
    line="#5a6472",
    rule="#4a5462",
    edge="#1c2430",
    text="#000000",
    muted="#1c2430",
    faint="#2b3442",
    accent="#0b4a8a",
    accent_strong="#083865",
    blank_line="#1c2430",
    blocking="#8f1009",
    advice="#5e3d00",
    done="#0c5231",
)
DARK_STRONG = replace(
    DARK,
    window="#000000",
    surface="#0b0d10",
    sunken="#000000",
    line="#8c97a6",
    rule="#9aa5b4",
    edge="#e6eaf0",
    text="#ffffff",
    muted="#e6eaf0",
    faint="#d2d9e2",
    accent="#a5d0ff",
    accent_strong="#cbe4ff",
    blank_line="#e6eaf0",
    blocking="#ffb4ab",
    advice="#ffd98a",
    done="#9be7be",
)
