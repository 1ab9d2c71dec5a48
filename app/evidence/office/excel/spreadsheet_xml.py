"""XML Spreadsheet 2003, which many systems hand out under the name of an XLS, as one table a visible sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException

from app.evidence.kinds import refused
from app.evidence.office.excel.notice import Notice, Remark
from app.evidence.office.excel.sheet import LAST_COLUMN, LAST_ROW, is_margin_told
from app.evidence.office.excel.values import Style, Values, truth
from app.evidence.office.excel.visible import Area, Visible
from app.evidence.office.grid import MAX_ROWS, Gathering
from app.evidence.office.markup import tree_in
from app.evidence.office.package import MAX_TREE, SHEETS_AS_PDF, attribute, local
from app.evidence.prepared import Grid, Prepared

_NAMED = {
    "General Number": "General",
    "General Date": "yyyy/m/d h:mm",
    "Long Date": 'yyyy"年"m"月"d"日"',
    "Medium Date": "d-mmm-yy",
    "Short Date": "yyyy/m/d",
    "Long Time": "h:mm:ss",
    "Medium Time": "h:mm AM/PM",
    "Short Time": "h:mm",
    "Currency": '"¥"#,##0.00',
    "Euro Currency": "[$€] #,##0.00",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
    "Yes/No": '"Yes";"Yes";"No"',
    "True/False": '"True";"True";"False"',
    "On/Off": '"On";"On";"Off"',
}
_NAMESPACE, _HEAD = b"urn:schemas-microsoft-com:office:spreadsheet", 4096
_PLAIN = Style()
_BROKEN = (ParseError, ValueError, ArithmeticError, LookupError, RecursionError)


def is_spreadsheet_xml(data: bytes) -> bool:
    """Whether the bytes begin as such a file does, in whatever encoding."""
    return _NAMESPACE in data[:_HEAD].replace(b"\0", b"") and not data.startswith(b"PK")


def spreadsheet_xml_prepared(
    name: str, data: bytes, values: type[Values], finished: Callable[[Visible, Grid], Grid]
) -> Prepared:
    """A table for every visible sheet that holds data, and what the file holds besides."""
    if len(data) > MAX_TREE:
        raise refused(name, "内容过多", SHEETS_AS_PDF)
    try:
        return _prepared(name, tree_in(data), values(from_1904=False), finished)
    except DefusedXmlException as failure:
        raise refused(name, "文件里有不安全的 XML 定义", SHEETS_AS_PDF) from failure
    except _BROKEN as failure:
        raise refused(name, "文件已损坏") from failure


def _prepared(name: str, root: Element, values: Values, finished: Callable[[Visible, Grid], Grid]) -> Prepared:
    notice, tables, grids = Notice(), Gathering(name), []
    styles = {attribute(one, "ID"): _style(one) for one in root.iterfind("{*}Styles/{*}Style")}
    for sheet in root.iterfind("{*}Worksheet"):
        reading = _Sheet(sheet, styles, values, notice)
        if not reading.is_visible:
            reading = _Sheet(sheet, styles, values, Notice())
            if any(cell.strip() for row in reading.rows() for cell in row) or reading.visible.words:
                notice.leave_out("隐藏的工作表")
            continue
        notice.leave_out(*reading.besides())
        if grid := tables.grid(reading.rows(), reading.title):
            grids.append(finished(reading.visible, grid))
        notice.leave_out(*reading.visible.hidden)
    return Prepared("xls", content=tuple(grids), removed=notice.removed, notes=notice.notes)


def _style(one: Element) -> Style:
    number_format, font = one.find("{*}NumberFormat"), one.find("{*}Font")
    code = attribute(number_format, "Format") if number_format is not None else ""
    struck = font is not None and attribute(font, "StrikeThrough") == "1"
    return Style(_NAMED.get(code, code) or "General", struck)


class _Sheet:
    """One sheet of the file."""

    def __init__(self, sheet: Element, styles: dict[str, Style], values: Values, notice: Notice) -> None:
        self.title, self.visible = attribute(sheet, "Name"), Visible()
        state = sheet.find("{*}WorksheetOptions/{*}Visible")
        self.is_visible = state is None or (state.text or "").strip() not in ("SheetHidden", "SheetVeryHidden")
        self._sheet, self._styles, self._values, self._notice = sheet, styles, values, notice
        table = sheet.find("{*}Table")
        self._table = table if table is not None else Element("Table")

    def besides(self) -> Iterator[str]:
        """The nouns of what the sheet shows outside its cells."""
        if self._table.find(".//{*}Comment") is not None:
            yield "批注"
        for tag, noun in (("Header", "页眉"), ("Footer", "页脚")):
            told = self._sheet.find(f"{{*}}WorksheetOptions/{{*}}PageSetup/{{*}}{tag}")
            if told is not None and is_margin_told(attribute(told, "Data")):
                yield noun

    def rows(self) -> Iterator[list[str]]:
        """The texts of each row that is seen, less what is hidden."""
        self._hide_columns()
        number = 0
        for row in self._table.iterfind("{*}Row"):
            index = int(attribute(row, "Index") or number + 1)
            if not number < index <= LAST_ROW:
                raise ValueError(f"row {index}")
            yield from ([] for _ in range(min(index - number - 1, MAX_ROWS + 1)))
            hidden = attribute(row, "Hidden") == "1" or attribute(row, "Height") == "0"
            if hidden:
                self.visible.rows.add(index)
            cells = self._cells(row, index, hidden)
            if not hidden:
                yield cells
            alike = range(index + 1, min(index + int(attribute(row, "Span") or 0), LAST_ROW) + 1)
            if hidden:
                self.visible.rows.update(alike)
            else:
                yield from ([] for _ in alike[: MAX_ROWS + 1])
            number = max(index, alike.stop - 1)

    def _hide_columns(self) -> None:
        column = 0
        for one in self._table.iterfind("{*}Column"):
            column = int(attribute(one, "Index") or column + 1)
            last = min(column + int(attribute(one, "Span") or 0), LAST_COLUMN)
            if attribute(one, "Hidden") == "1" or attribute(one, "Width") == "0":
                self.visible.columns.update(range(column, last + 1))
            column = last

    def _cells(self, row: Element, number: int, hidden: bool) -> list[str]:
        found: dict[int, str] = {}
        column = 0
        for cell in row.iterfind("{*}Cell"):
            column = int(attribute(cell, "Index") or column + 1)
            if not 0 < column <= LAST_COLUMN:
                raise ValueError(f"column {column}")
            across, down = int(attribute(cell, "MergeAcross") or 0), int(attribute(cell, "MergeDown") or 0)
            if across or down:
                self.visible.merged.append(Area(number, column, number + max(0, down), column + max(0, across)))
            text, remark = self._cell(cell, row)
            if hidden or column in self.visible.columns:
                if text.strip():
                    self.visible.hide(number, column, text)
            elif text:
                found[column] = text
                if remark:
                    self._notice.remark(remark, self.title, f"R{number}C{column}")
            column += across
        last = max(found, default=0)
        return [found.get(at, "") for at in range(1, last + 1) if at not in self.visible.columns]

    def _cell(self, cell: Element, row: Element) -> tuple[str, Remark]:
        """What a cell shows; its own style comes before that of its row."""
        data = cell.find("{*}Data")
        if data is None:
            return "", ""
        style = self._styles.get(attribute(cell, "StyleID") or attribute(row, "StyleID"), _PLAIN)
        text = "".join(data.itertext())
        match attribute(data, "Type"):
            case "Number":
                return self._values.number(text.strip(), style)
            case "DateTime":
                return self._values.moment(text.strip(), style)
            case "Boolean":
                return self._values.words(truth(text.strip() == "1"), style)
        struck = any(local(one.tag) in ("S", "Strike", "Del") for one in data.iter())
        return self._values.words(text, style, struck=struck)
