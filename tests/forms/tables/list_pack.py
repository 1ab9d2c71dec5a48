"""A pack with one list of everything that cells can be, for the tests of lists as tables."""

from __future__ import annotations

from forms.tiny_packs import tiny_pack

from app.forms.paths import FieldPath
from app.forms.session import FormSession

PACK = tiny_pack(
    """
    - id: sums
      title: 合计
      fields: {total: {label: 设备总数}, rows: {label: 设备种数}}
      body: ["共{total:count}台/套，{rows:count}种"]
    - id: devices
      title: 设备
      body:
        - list:
            field: rows
            label: 设备清单
            columns:
              - {id: name, label: 名称, type: text, required: blocking}
              - {id: kind, label: 类别, type: choice, options: [加工设备, 运行设备]}
              - {id: count, label: 数量, unit: 台/套, type: count}
              - {id: price, label: 单价, unit: 万元, type: money}
              - {id: since, label: 接入时间, type: month}
              - {id: used, label: 在用, type: yesno}
              - {id: cost, label: 金额, unit: 万元, type: money, computed: {product: [price, count]}}
              - {id: notes, label: 说明, type: prose}
      checks:
        - list_total: {list: rows, column: count, total: sums.total}
        - list_total: {list: rows, total: sums.rows}
    """
)
ROWS = FieldPath("devices", "rows")
DEVICES = PACK.section["devices"].lists["rows"]


def session_of(*rows: tuple[str, ...]) -> FormSession:
    """A session whose list has these rows, the texts of their first columns."""
    session = FormSession(PACK)
    if rows:
        from app.forms.tables.sheet import ListSheet

        session.apply(ListSheet(session, ROWS).pasted([], 0, rows))
    return session


def texts(session: FormSession, columns: int = 3) -> list[list[str]]:
    """The first columns of all rows, as they are typed."""
    names = [column.id for column in DEVICES.asked_columns[:columns]]
    return [[session.text(ROWS.at(row, name)) for name in names] for row in session.answers.rows(ROWS)]
