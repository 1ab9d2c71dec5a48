"""Appearances of form fields that have none or a stale one, drawn as readers draw them (ISO 32000-2, 12.7.4.3)."""

from __future__ import annotations

from pikepdf import Dictionary
from reportlab.pdfgen.canvas import Canvas

from app.evidence.pdf.faces import Words
from app.evidence.pdf.fields import MULTILINE, PUSH, Field, Setting
from app.evidence.pdf.objects import Box, numbers, rectangle, text, whole
from app.evidence.pdf.pen import LINE, Pen, border, colour

_AUTO, _LARGEST = 12.0, 72.0  # points of words whose size is to be found: of several lines, of one
_CHOSEN = (0.6, 0.75686, 0.8549)
_SIGNS = {"4": "✔", "8": "✘", "l": "●", "u": "◆", "n": "■", "H": "★"}  # as letters of ZapfDingbats
_SIGN = 0.72  # of the lesser side of a box
_OVAL = "●"


def draw_field(pen: Pen, field: Field) -> bool:
    """Draw what the field shows onto a sheet for its widget; whether the widget has a place at all."""
    place = rectangle(field.mark.get("/Rect"))
    if place is None:
        return False
    turn = whole(field.looks.get("/R")) % 360
    turn = turn if turn in (90, 180, 270) else 0
    canvas = pen.sheet(field.mark, place, turn)
    width, height = place[2] - place[0], place[3] - place[1]
    inner = (0.0, 0.0, height, width) if turn % 180 else (0.0, 0.0, width, height)
    here = inner if turn else place
    inside = _draw_box(canvas, field, here)
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(here[0], here[1], here[2] - here[0], here[3] - here[1])
    canvas.clipPath(path, stroke=0, fill=0)
    if field.kind == "/Btn":
        _draw_button(pen, canvas, field, inside)
    elif field.is_list:
        _draw_list(pen, canvas, field, inside)
    else:
        _draw_words(pen, canvas, field, inside)
    canvas.restoreState()
    return True


def _draw_box(canvas: Canvas, field: Field, place: Box) -> Box:
    """Background and border; what is left inside."""
    ground, edge = colour(field.looks.get("/BG")), colour(field.looks.get("/BC"))
    width, dashes = border(field.mark)
    left, bottom, right, top = place
    canvas.saveState()
    if ground and not field.is_round:
        canvas.setFillColorRGB(*ground)
        canvas.rect(left, bottom, right - left, top - bottom, stroke=0, fill=1)
    if edge and width:
        canvas.setStrokeColorRGB(*edge)
        canvas.setLineWidth(width)
        canvas.setDash(dashes)
        if field.is_round:
            radius = (min(right - left, top - bottom) - width) / 2
            canvas.circle((left + right) / 2, (bottom + top) / 2, max(0.0, radius))
        else:
            canvas.rect(left + width / 2, bottom + width / 2, right - left - width, top - bottom - width)
    canvas.restoreState()
    gap = max(width if edge else 0.0, 1.0)
    gap = min(gap, (right - left) / 4, (top - bottom) / 4)
    return left + gap, bottom + gap, right - gap, top - gap


def _draw_words(pen: Pen, canvas: Canvas, field: Field, place: Box) -> None:
    setting = field.setting
    _ink(canvas, setting)
    words = Words(setting.font)
    left, bottom, right, top = place
    if field.cells and not field.flags & MULTILINE:
        _draw_cells(pen, canvas, words, field, place)
        return
    gap = min(1.0, (right - left) / 4)
    place = left + gap, bottom, right - gap, top
    if field.kind == "/Tx" and field.flags & MULTILINE:
        pen.write_in(words, field.words, setting.size or _AUTO, place, field.align)
    else:
        line = " ".join(field.words.splitlines())
        pen.write_line(words, line, setting.size or _fitting(place), place, field.align)


def _draw_cells(pen: Pen, canvas: Canvas, words: Words, field: Field, place: Box) -> None:
    """One character in each cell of equal width (the flag Comb, table 231)."""
    left, bottom, right, top = place
    step = (right - left) / field.cells
    size = field.setting.size or min(_fitting(place), step)
    letters = field.words.replace("\r", "").replace("\n", "")
    spare = field.cells - len(letters)
    first = (0, spare // 2, spare)[field.align] if spare > 0 else 0
    pen.overflown |= spare < 0
    edge = colour(field.looks.get("/BC"))
    if edge:
        canvas.setStrokeColorRGB(*edge)
        for number in range(1, field.cells):
            canvas.line(left + step * number, bottom, left + step * number, top)
    for number, letter in enumerate(letters[: field.cells], start=first):
        pen.write_line(words, letter, size, (left + step * number, bottom, left + step * (number + 1), top), 1)


def _draw_list(pen: Pen, canvas: Canvas, field: Field, place: Box) -> None:
    """The options from the one that stands on top; those that are chosen on blue."""
    setting, words = field.setting, Words(field.setting.font)
    size = setting.size or _AUTO
    left, bottom, right, top = place
    room = max(1, int((top - bottom) / (size * LINE)))
    chosen = {number for number, (value, _) in enumerate(field.options) if value in field.chosen}
    chosen |= {int(number) for number in numbers(field.mark.get("/I"))} if not field.chosen else set()
    first = min(whole(field.mark.get("/TI")), max(0, len(field.options) - 1))
    if chosen and not any(first <= number < first + room for number in chosen):
        first = min(chosen)
    pen.overflown |= any(not first <= number < first + room for number in chosen)
    for row, (_, shown) in enumerate(field.options[first : first + room]):
        line = left, top - size * LINE * (row + 1), right, top - size * LINE * row
        if first + row in chosen:
            canvas.setFillColorRGB(*_CHOSEN)
            canvas.rect(line[0], line[1], right - left, line[3] - line[1], stroke=0, fill=1)
        _ink(canvas, setting)
        pen.write_line(words, shown, size, (left + 1, line[1], right - 1, line[3]), field.align)


def _draw_button(pen: Pen, canvas: Canvas, field: Field, place: Box) -> None:
    """The caption of a button, or the sign in a box that is checked."""
    setting, caption = field.setting, text(field.looks.get("/CA"))
    _ink(canvas, setting)
    if field.flags & PUSH:
        pen.write_line(Words(setting.font), caption, setting.size or _AUTO, place, 1)
        return
    left, bottom, right, top = place
    sign = _OVAL if field.is_round else _SIGNS.get(caption[:1], "✔")
    size = setting.size or min(right - left, top - bottom)
    if sign == _OVAL:
        radius = min(right - left, top - bottom) * _SIGN / 3
        canvas.circle((left + right) / 2, (bottom + top) / 2, radius, stroke=0, fill=1)
    else:
        pen.write_line(Words(""), sign, size, place, 1)


def _ink(canvas: Canvas, setting: Setting) -> None:
    found = colour(Dictionary(C=list(setting.colour)).C)
    canvas.setFillColorRGB(*(found or (0, 0, 0)))


def _fitting(place: Box) -> float:
    """The size of one line that fills the height."""
    return max(4.0, min(_LARGEST, (place[3] - place[1]) / 1.25))
