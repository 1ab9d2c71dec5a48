"""What the owner of a workbook should know beside its tables: what is not printed, and which cells to look at."""

from __future__ import annotations

from typing import Literal, NamedTuple

Remark = Literal["", "long", "powered", "no_room", "struck", "no_result"]
_SAID: dict[Remark, str] = {
    "long": "是超过 15 位的数字，Excel 只能保存前 15 位，请核对",
    "powered": "是 12 位以上的数字，Excel 按常规格式显示为科学记数，书中照印；要印出各位数字，请改为数值或文本格式",
    "no_room": "的日期、时间或数字超出所设格式的范围，Excel 显示为 #，书中照印，请核对",
    "struck": "带有删除线，书中不显示删除线，请核对",
    "no_result": "的公式没有存下结果，书中为空白；如在 Excel 或 WPS 中能看到结果，请打开并保存一次后重新加入",
}
_LONGEST = 40  # characters of a sheet's name


class _Place(NamedTuple):
    sheet: str
    cell: str


class Notice:
    """Gathered while the sheets are read."""

    def __init__(self) -> None:
        self._removed: dict[str, None] = {}
        self._first: dict[Remark, _Place] = {}
        self._count: dict[Remark, int] = {}

    def leave_out(self, *words: str) -> None:
        """Something is not printed: its noun, in Chinese."""
        self._removed.update(dict.fromkeys(words))

    def remark(self, remark: Remark, sheet: str, cell: str) -> None:
        """A cell is to be looked at."""
        self._first.setdefault(remark, _Place(sheet, cell))
        self._count[remark] = self._count.get(remark, 0) + 1

    @property
    def removed(self) -> tuple[str, ...]:
        """What the workbook shows and the book does not."""
        return tuple(self._removed)

    @property
    def notes(self) -> tuple[str, ...]:
        """A sentence for each kind of cells that are to be looked at."""
        return tuple(self._sentence(remark) for remark in _SAID if remark in self._first)

    def _sentence(self, remark: Remark) -> str:
        place, count = self._first[remark], self._count[remark]
        sheet = "".join(char for char in place.sheet if char.isprintable())[:_LONGEST]
        cells = f"{place.cell} 等 {count} 格" if count > 1 else place.cell
        where = f"工作表“{sheet}”的 {cells}" if sheet else cells
        return f"{where}{'' if count > 1 else ' '}{_SAID[remark]}。"
