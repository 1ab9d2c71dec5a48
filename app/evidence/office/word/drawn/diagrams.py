"""Charts and diagrams by what the file keeps of them: the numbers of a chart, the words of a diagram.

ECMA-376 part 1, 21.2 (charts, whose caches are read) and 21.4 (diagrams).
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from app.evidence.office.package import attribute, local
from app.evidence.office.word.items import Data

_MOST_POINTS, _MOST_SERIES = 1_000, 30
_NODES = ("", "node", "asst")


def chart_data(chart: Element) -> Data | None:
    """The title of a chart and its numbers, a column a series; None where the file holds no numbers."""
    series = list(chart.iterfind(".//{*}ser"))
    columns = [_points(one, "val") or _points(one, "yVal") for one in series]
    if not any(columns) or len(series) > _MOST_SERIES:
        return None
    heads = [" ".join(_texts(one.find("{*}tx"))) for one in series]
    labels = next((found for one in series if (found := _points(one, "cat") or _points(one, "xVal"))), {})
    places = sorted({at for column in (labels, *columns) for at in column})
    if len(places) > _MOST_POINTS:
        return None
    rows = ((labels.get(at, str(at + 1)), *(column.get(at, "") for column in columns)) for at in places)
    title = " ".join(_texts(chart.find("{*}chart/{*}title")))
    return Data((("", *heads), *rows), f"图表：{title}" if title else "图表")


def diagram_words(model: Element) -> tuple[str, ...]:
    """The words of a diagram in the order of its data."""
    points = model.iterfind("{*}ptLst/{*}pt")
    texts = (" ".join(_texts(one)) for one in points if attribute(one, "type") in _NODES)
    return tuple(text for text in texts if text)


def _points(series: Element, name: str) -> dict[int, str]:
    """Place → what stands there, of the values or names of a series."""
    found: dict[int, str] = {}
    part = series.find(f"{{*}}{name}")
    if part is None:
        return found
    cache = next((one for one in part.iter() if local(str(one.tag)).endswith(("Cache", "Lit"))), None)
    level = cache.find("{*}lvl") if cache is not None else None
    holder = level if level is not None else cache
    if holder is None:
        return found
    code = holder.findtext("{*}formatCode", "")
    for one in holder.iterfind("{*}pt"):
        at = attribute(one, "idx")
        if at.isascii() and at.isdigit():
            found[int(at)] = _shown(one.findtext("{*}v", ""), code)
    return found


def _shown(text: str, code: str) -> str:
    """A number without the noise of its binary form, as a percentage where its format says so."""
    try:
        number = float(text)
    except ValueError:
        return text
    return f"{number * 100:.10g}%" if "%" in code else f"{number:.12g}"


def _texts(element: Element | None) -> Iterator[str]:
    """The words in it: rich text, or what a cell gave."""
    if element is None:
        return
    for one in element.iter():
        tag = local(str(one.tag))
        if tag in ("t", "v") and (one.text or "").strip():
            yield (one.text or "").strip()
