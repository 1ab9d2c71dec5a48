"""Blanks as content controls: what an empty one shows, and which blanks of a table have one of their own.

A control that shows its placeholder names a part of the glossary (ISO/IEC 29500-1, 17.5.2.25): Word puts that part
back when somebody clears an answer, and its own words 单击或点击此处输入文字 where none is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Literal

from app.export.document import Blank, Document, Entry, Heading, Paragraph, Table
from app.export.docx.elements import BOX_FACE, UNDERLINE, bookmark, element, run
from app.export.docx.marks import Marks
from app.forms.field_types import CHECKED, UNCHECKED

# An empty blank is drawn as low lines of Times New Roman, two to a 字.  Underlined ideographic spaces vanish at a
# line's end in LibreOffice, no-break spaces are as wide as whichever face a program takes, and ＿ is dashed in some.
_LINE = "__"
_SPACE = "\u3000"
CONTROLS_LIMIT = 200  # blanks of a list: each control costs Word and WPS some milliseconds whenever pages are made anew
BOOKMARKS_LIMIT = 1000  # rows of a table: a longer list is filled from a spreadsheet
PLACEHOLDER, CHOOSE = "【点此填写】", "【请选择】"
"""What an empty blank shows that is to be filled in Word: never part of an answer."""
_NAME_LIMIT = 64  # letters of a control's title and tag, in Word
_GREY = element("color", val="767676")
_LOCK = element("lock", val="sdtLocked")  # its words can be changed, it cannot be taken away
_DAY_FORMAT = "yyyy'年'M'月'd'日'"

Marking = Literal["controls", "bookmarks", "words"]
"""How a table's blanks are marked: each by its control, by bookmarks in the one control of a list, or not at all."""


def marking_of(table: Table) -> Marking:
    """How the blanks of `table` are marked; a form's always have controls of their own."""
    if len(table.rows) > BOOKMARKS_LIMIT:
        return "words"
    many = len(list(islice(_blanks_in(table), CONTROLS_LIMIT + 1))) > CONTROLS_LIMIT
    return "bookmarks" if many and list_path(table) else "controls"


def list_path(table: Table) -> str:
    """The path of the list that fills all of `table`, as `devices.rows`; "" for a form, be there a list in it."""
    paths = {blank.path.rpartition("[")[0] for blank in _blanks_in(table)}
    return paths.pop() if len(paths) == 1 else ""


def list_control(table: Table, marks: Marks) -> tuple[str, str]:
    """What opens and closes the one control around the table of a long list.

    There is none around one that is filled in Word: LibreOffice writes the words of its first cell several times.
    """
    if any(blank.entry for blank in _blanks_in(table)):
        return "", ""
    path = list_path(table)
    properties = element("sdtPr", element("tag", val=path), element("id", val=marks.blank(path).control))
    return f"<w:sdt>{properties}<w:sdtContent>", "</w:sdtContent></w:sdt>"


def control(blank: Blank, marks: Marks) -> str:
    """A blank as a content control that Word, WPS and LibreOffice can fill and we can read back.

    An empty one shows its gap as placeholder, so that a click selects the gap and the first
    letter typed replaces it; the underline comes from the control's own run properties.  It is no
    plain-text control (`w:text`): LibreOffice strips those of underlines and line breaks.
    """
    mark = marks.blank(blank.path)
    entry = blank.entry
    boxed = entry is not None and entry.kind == "box"
    label = blank.label[:_NAME_LIMIT] if entry else blank.label
    properties = element(
        "sdtPr",
        f"<w:rPr>{UNDERLINE}</w:rPr>" if blank.underlined else "",  # of what will be typed
        element("alias", val=label) if label else "",
        element("tag", val=mark.key if entry else blank.path),
        element("id", val=mark.control),
        _LOCK if entry else "",
        "" if boxed else element("placeholder", element("docPart", val=gap_name(blank))),
        "" if blank.text else "<w:showingPlcHdr/>",
        _kind(blank, entry) if entry else "",
    )
    content = element("sdtContent", filling(blank) if blank.text else gap_xml(blank))
    return bookmark(mark.number, mark.name, f"<w:sdt>{properties}{content}</w:sdt>")


def _kind(blank: Blank, entry: Entry) -> str:
    """What kind of control an `entry` is; one of words is none in particular, for LibreOffice spoils `w:text`."""
    match entry.kind:
        case "words":
            return ""
        case "option":
            items = (element("listItem", displayText=option, value=option) for option in entry.options)
            return element("dropDownList", element("listItem", displayText=CHOOSE, value=""), *items)
        case "day":
            kept = element("storeMappedDataAs", val="dateTime") + element("calendar", val="gregorian")
            return element("date", element("dateFormat", val=_DAY_FORMAT), element("lid", val="zh-CN"), kept)
        case "box":
            ticked = int(blank.text == CHECKED)
            states = "".join(
                f'<w14:{state}State w14:val="{ord(sign):04X}" w14:font="{BOX_FACE}"/>'
                for state, sign in (("checked", CHECKED), ("unchecked", UNCHECKED))
            )
            return f'<w14:checkbox><w14:checked w14:val="{ticked}"/>{states}</w14:checkbox>'


def bookmarked(blank: Blank, marks: Marks) -> str:
    """A blank that is found by its bookmark alone."""
    mark = marks.blank(blank.path)
    return bookmark(mark.number, mark.name, run(blank.text) if blank.entry else filling(blank))


def filling(blank: Blank) -> str:
    """The runs of an answer, or of the gap that an empty blank leaves; "" where that has no room."""
    if blank.ruled:  # an underlined tab draws each line on to the right edge
        return run("\n".join(f"{line}\t" for line in blank.text.split("\n")), UNDERLINE)
    if blank.entry and not blank.text:
        return run(CHOOSE if blank.entry.kind == "option" else PLACEHOLDER, _GREY)
    return run(blank.text, UNDERLINE if blank.underlined else "") or run(gap(blank))


def gap(blank: Blank) -> str:
    """What an empty blank shows: a line to write on, or room, in whole 字."""
    return (_LINE if blank.underlined else _SPACE) * round(blank.room)


def gap_xml(blank: Blank) -> str:
    """The runs that an empty control shows: its gap, one 字 of white where it has none."""
    return filling(replace(blank, text="")) or run(_SPACE)


def gap_name(blank: Blank) -> str:
    """The name of the glossary's part that holds this gap."""
    if blank.entry:
        return f"gap-{blank.entry.kind}"
    if blank.ruled:
        return "gap-ruled"
    return f"gap-{'line' if blank.underlined else 'room'}-{round(blank.room)}"


def gaps_of(document: Document) -> dict[str, str]:
    """The name and the runs of every gap that a control of `document` may show, in the order of their names."""
    gaps = {gap_name(blank): gap_xml(blank) for blank in _controlled(document)}
    return dict(sorted(gaps.items()))


def _controlled(document: Document) -> Iterator[Blank]:
    """The blanks that have a control of their own."""
    for part in document.parts:
        for block in part.opened:
            if isinstance(block, Table):
                yield from _blanks_in(block) if marking_of(block) == "controls" else ()
            elif isinstance(block, Paragraph | Heading):
                yield from (inline for inline in block.inlines if isinstance(inline, Blank))


def _blanks_in(table: Table) -> Iterator[Blank]:
    for row in table.rows if table.has_blanks else ():
        for cell in row.cells:
            for block in cell.blocks:
                yield from (inline for inline in block.inlines if isinstance(inline, Blank))
