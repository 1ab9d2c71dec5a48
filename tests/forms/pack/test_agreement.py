"""What the reader refuses of conditions, checks and computed figures: what dangles, what is unlike, what goes round."""

from __future__ import annotations

import pytest
from forms.tiny_packs import at, tiny_pack, tiny_session, tiny_yaml

from app.errors import PackError
from app.forms.pack.agreement.computing import DEEPEST
from app.forms.pack.loader import parse_pack

PAGE = """
- id: p
  title: 数据
  fields:
    mode: {options: [自建, 合作]}
    x: X
  body:
    - "收入{revenue:money}万元，成本{cost:money}元，占比{share:percent}%，设备{devices:count}台，协议{kinds:count}种"
    - "人数{n:count}人，名称{name:text}，方式{mode:choice}，上市{listed:yesno}，日期{day:date}，结果{x:decimal}"
    - list: {field: rows, label: 清单, columns: [{id: amount, label: 金额, type: money, unit: 万元}]}
    - line: {text: "说明{words:text}", when: WHEN}
  checks: [CHECK]
"""
WHEN, CHECK = "{field: listed, is: 是}", "at_most: {fields: [kinds, devices]}"


def refused(*, x: str = "{}", when: str = WHEN, check: str = CHECK) -> str:
    """The reason why such a page is refused."""
    page = PAGE.replace("WHEN", when).replace("CHECK", f"{{{check}}}").replace("X", x)
    with pytest.raises(PackError) as caught:
        parse_pack(tiny_yaml(page).encode(), "tiny.yaml")
    return caught.value.reason


@pytest.mark.parametrize(
    ("when", "reason"),
    [
        ("{field: revenue, at_least: share}", "单位“万元”与 share 的单位“%”不能换算"),
        ("{field: revenue, at_least: nothing}", "条件里的 nothing 不存在"),
        ("{field: revenue, at_least: name}", "条件里的 name 不是数字，不能比较"),
        ("{field: revenue, at_least: 100万}", "须是空格的名称、数字（不写单位）"),
        ("{field: revenue, at_least: 2020-01-01}", "条件里的 2020-01-01 须是数字"),
        ("{field: day, at_least: 2020-13}", "条件里的 2020-13 须是日期"),
        ("{field: day, at_least: revenue}", "条件里的 revenue 不是日期，不能比较"),
        ("{field: name, at_least: 1}", "不是数字或日期，不能比较"),
        ("{field: rows, at_least: 1}", "数清单的行数或选了几项用 count"),
        ("{count: revenue, at_least: 1}", "不能用 count 数"),
        ("{count: [rows, gone], at_least: 1}", "条件里的 gone 不存在"),
        ("{count: rows, is: 3}", "条件须是"),
        ("{count: rows}", "条件须是"),
        ("{field: revenue, above: 1, below: 3}", "条件须是"),
        ("{field: revenue, between: [9, 1]}", "between 的下限 9 大于上限 1"),
        ("{field: revenue, between: [9]}", "between 须写两个：[下限, 上限]"),
        ("{field: day, between: [2022, 2021-12]}", "between 的下限 2022 大于上限 2021-12"),
    ],
)
def test_a_comparison_that_means_nothing_is_refused(when: str, reason: str) -> None:
    assert reason in refused(when=when)


@pytest.mark.parametrize(
    ("check", "reason"),
    [
        ("sum: {parts: [devices, share], total: n}", "devices 的单位“台”与 n 的单位“人”不能换算"),
        ("sum: {parts: [revenue, share], total: cost}", "share 的单位“%”与 cost 的单位“元”不能换算"),
        ("at_most: {fields: [share, devices]}", "不能换算；单位取自空格后面的词，取得不对的在 fields 里写 unit"),
        ("list_total: {list: rows, column: amount, total: share}", "rows.amount 的单位“万元”与 share 的单位“%”"),
        ("at_least: {fields: [1, 2]}", "fields 里至少要有一个空格"),
        ("at_least: {fields: [share, 五]}", "须是空格的名称、数字"),
        ("at_least: {fields: [share, 2020-01-01]}", "检查里的 2020-01-01 须是数字"),
        ("above: {fields: [share, name]}", "检查里的 name 不是数字"),
        ("at_least: {fields: [share, 5], message: '{shares}'}", "不是这个检查用到的空格；可用：label、value、share"),
    ],
)  # fmt: skip
def test_a_check_of_what_is_unlike_is_refused(check: str, reason: str) -> None:
    assert reason in refused(check=check)


@pytest.mark.parametrize(
    ("x", "reason"),
    [
        ("{computed: {sum: [revenue, share]}}", "单位“元”与“%”不能相加减、相比较"),
        ("{computed: {sum: [devices, kinds]}}", "单位“台”与“种”不能相加减、相比较"),
        ("{unit: 台, computed: {sum: [revenue, cost]}}", "算出来的是“元”，而空格的单位是“台”"),
        ("{unit: 万元, computed: {ratio: [revenue, cost]}}", "算出来的是比率，而空格的单位是“万元”"),
        ("{computed: {sum: [revenue, gone]}}", "computed 里的 gone 不存在"),
        ("{computed: {sum: [name]}}", "computed 里的 name 不是数字"),
        ("{computed: {count: [revenue]}}", "不能用 count 数"),
        ("{computed: {ratio: [rows.amount, revenue]}}", "是清单的列，只能直接用在 sum、average 里"),
        ("{computed: {growth: [revenue]}}", "growth 要有两项"),
        ("{computed: {ratio: [revenue, cost, n]}}", "ratio 要有两项"),
        ("{computed: {difference: [revenue]}}", "difference 至少要有两项"),
        ("{computed: {sum: [1, 2]}}", "至少要用到一个空格或清单"),
        ("{computed: {sum: [revenue], count: rows}}", "computed 须写一种算法"),
        ("{computed: {plus: [revenue]}}", "不认识这个键"),
        ("{computed: {sum: [x, n]}}", "computed 绕回了自己：p.x → p.x"),
        ("{computed: {sum: [n]}, required: blocking}", "不用写 required"),
        ("{places: 2}", "places（保留几位小数）只用于 computed 的空格"),
    ],
)
def test_a_computed_figure_that_cannot_be_computed_is_refused(x: str, reason: str) -> None:
    assert reason in refused(x=x)


def test_computing_in_a_circle_is_refused_however_it_goes_round() -> None:
    with pytest.raises(PackError, match=r"computed 绕回了自己：p.x → p.y → p.z → p.x"):
        tiny_pack("""
        - id: p
          title: 数据
          fields:
            x: {label: 甲, computed: {sum: [y]}}
            y: {label: 乙, computed: {sum: [z]}}
            z: {label: 丙, when: {field: x, above: 1}}
          body: ["{x:count}{y:count}{z:count}"]
        """)


@pytest.mark.parametrize(("long", "taken"), [(DEEPEST, True), (DEEPEST + 1, False), (400, False)])
def test_figures_do_not_stand_on_one_another_without_end(long: int, taken: bool) -> None:
    fields = ", ".join(f"x{n}: {{label: 项{n}, computed: {{sum: [x{n - 1}]}}}}" for n in range(1, long + 1))
    blanks = "".join(f"{{x{n}:count}}" for n in range(1, long + 1))
    page = f"- {{id: p, title: 数据, fields: {{{fields}}}, body: ['起点{{x0:count}}', '{blanks}']}}"
    if taken:
        session = tiny_session(page)
        session.answer(at("p.x0"), "7")
        assert session.value(at(f"p.x{long}")) == 7
    else:
        with pytest.raises(PackError, match="computed 套得太深"):
            tiny_pack(page)


def test_a_word_is_no_figure() -> None:
    with pytest.raises(PackError, match="text 不能有 computed"):
        tiny_pack("""
        - {id: p, title: 数据, fields: {x: {label: 甲, computed: {count: u}}}, body: ["{x:text}上市{u:yesno}"]}
        """)


def test_alike_units_and_kinds_of_things_are_taken() -> None:
    for check in (
        "at_most: {fields: [kinds, devices]}",
        "at_most: {fields: [cost, revenue, 1000]}",
        "sum: {parts: [revenue, revenue], total: cost}",
        "list_total: {list: rows, column: amount, total: cost}",
        "at_least: {fields: [share, 5], severity: advice, message: '占比{value}，{{应}}不低于5%，见{share}。'}",
    ):
        page = PAGE.replace("WHEN", WHEN).replace("CHECK", f"{{{check}}}").replace("X", "{}")
        assert tiny_pack(page).section["p"].checks
