"""The formats that a workbook names by number alone, as they are in Chinese (ECMA-376 part 1, 18.8.30)."""

from __future__ import annotations

from openpyxl.styles.numbers import BUILTIN_FORMATS

_MONTH, _DAY, _CLOCK = 'yyyy"年"m"月"', 'm"月"d"日"', 'h"时"mm"分"'
_YUAN = '_ "¥"* #,##0{0}_ ;_ "¥"* \\-#,##0{0}_ ;_ "¥"* "-"{1}_ ;_ @_ '
_CHINESE = {
    5: '"¥"#,##0;"¥"\\-#,##0',
    6: '"¥"#,##0;[Red]"¥"\\-#,##0',
    7: '"¥"#,##0.00;"¥"\\-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"\\-#,##0.00',
    14: "yyyy/m/d",
    22: "yyyy/m/d h:mm",
    **dict.fromkeys((27, 36, 50, 52, 57), _MONTH),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), _DAY),
    30: "m-d-yy",
    31: f'{_MONTH}d"日"',
    32: _CLOCK,
    33: f'{_CLOCK}ss"秒"',
    **dict.fromkeys((34, 55), f"上午/下午{_CLOCK}"),
    **dict.fromkeys((35, 56), f'上午/下午{_CLOCK}ss"秒"'),
    42: _YUAN.format("", ""),
    44: _YUAN.format(".00", "??"),
    47: "mm:ss.0",
}


def numbered(number: int) -> str:
    """The format of that number; General for one that has none."""
    return _CHINESE.get(number) or BUILTIN_FORMATS.get(number, "General")
