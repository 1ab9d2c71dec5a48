"""What the controls of a form on a web page show: typed words, ticks, the chosen option."""

from __future__ import annotations

from lxml import etree

_TICKS = {"checkbox": ("☑", "□"), "radio": ("●", "○")}
_SHOW_NOTHING = frozenset({"hidden", "image", "file", "range", "color"})


def shown_value(control: etree._Element) -> str:
    """The words that stand in or on it (HTML 4.10)."""
    match control.tag:
        case "input":
            return _input(control)
        case "select":
            return _chosen(control)
        case "textarea":
            return f" {_text(control)} "
        case _:
            return f" {' '.join(_text(control).split())} "


def _input(control: etree._Element) -> str:
    kind, value = control.get("type", "text").lower(), control.get("value", "")
    if kind in _TICKS:
        return _TICKS[kind][control.get("checked") is None]
    if kind == "password":
        return " ****** " if value else ""
    return "" if kind in _SHOW_NOTHING else f" {value} "


def _chosen(control: etree._Element) -> str:
    options = list(control.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    if not chosen and control.get("multiple") is None:
        chosen = options[:1]
    return f" {'、'.join(' '.join(_text(option).split()) for option in chosen)} "


def _text(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())
