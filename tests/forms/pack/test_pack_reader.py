"""The reader of packs: what it takes, and where and why it refuses the rest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.errors import PackError
from app.forms.pack.blocks import Line
from app.forms.pack.loader import load_pack, parse_pack
from app.forms.pack.pack import Pack

SMALL = Path(__file__).with_name("small_pack.yaml").read_text("utf-8")


def read(text: str) -> Pack:
    return parse_pack(text.encode(), "small.yaml")


def refused(text: str | bytes) -> PackError:
    with pytest.raises(PackError) as caught:
        parse_pack(text.encode() if isinstance(text, str) else text, "small.yaml")
    return caught.value


def test_a_small_pack_is_read_with_every_blank_in_reading_order() -> None:
    pack = read(SMALL)
    assert [section.id for section in pack.sections] == ["cover", "applicant", "equipment"]
    assert list(pack.section["applicant"].asked) == ["name", "founded", "mode", "partner", "profile"]
    assert list(pack.section["equipment"].asked) == ["total", "running", "processing", "other", "rows", "proof"]


def test_a_label_cell_names_the_blank_to_its_right() -> None:
    asked = read(SMALL).section["applicant"].asked
    assert [field.label for field in asked.values()] == ["企业名称", "成立时间", "建设方式", "请注明", "简介"]


def test_a_blank_that_specifies_a_choice_is_asked_only_when_it_is_chosen() -> None:
    partner = read(SMALL).section["applicant"].asked["partner"]
    assert partner.when is not None
    assert (partner.when.field, partner.when.is_) == ("mode", "合作")


def test_a_line_s_condition_holds_for_its_blanks() -> None:
    other = read(SMALL).section["equipment"].asked["other"]
    assert other.when is not None
    assert other.when.field == "running"


def test_a_box_is_ticked_by_its_own_line_and_those_below_it() -> None:
    section = read(SMALL).section["equipment"]
    first, second, *_ = (block for block in section.body if isinstance(block, Line))
    assert section.ticked_by(first) == ("total", "running", "processing", "other")
    assert section.ticked_by(second) == ()


def test_a_proof_is_for_the_figures_it_names() -> None:
    section = read(SMALL).section["equipment"]
    assert [field.id for field in section.proved_by(section.evidence_items["proof"])] == ["total"]


def test_every_scalar_is_text_until_the_model_types_it() -> None:
    pack = read(SMALL.replace("title: 测试申报书", "title: no").replace("issuer: 某厅", "issuer: 010123"))
    assert (pack.title, pack.notice.issuer, pack.edition) == ("no", "010123", 2)


FAULTS = [
    ("title: 测试申报书", "titel: 测试申报书", "titel", "不认识这个键，是不是 title？"),
    ("edition: 2", "edition: two", "edition", "须是整数，而这里是“two”"),
    ("edition: 2", "edition: 0", "edition", "不能小于 1"),
    ("pack: small", "pack: 小", "pack", "模板的代号只能用小写字母"),
    ("issued: 2022-03-09}", "issued: 2022-03-39}", "issued", ""),
    ('"项目名称：{project:text}"', '"项目名称：{project:txet}"', "body", "类型 txet 不能用在句子里，是不是 text？"),
    ('"项目名称：{project:text}"', '"项目名称：{project}"', "body", "没有类型"),
    ('"项目名称：{project:text}"', '"项目名称：{Project:text}"', "body", "不是空格写法"),
    ('"项目名称：{project:text}"', '"{project:text}"', "body", "前面没有文字"),
    ('"项目名称：{project:text}"', "lines: 甲", "body", "这里每一项只能有一个键"),
    ('"{founded:date}"', '"{founded:dat}"', "rows", "类型 dat 不能用在句子里"),
    ('"{founded:date}"', '"{name:date}"', "rows", "空格名称 name 在页面 applicant 中用了两次"),
    ("mode: {options:", "mode: {help: 请选, option:", "option", "不认识这个键，是不是 options？"),
    ('"{mode:choice}"', '"{build:choice}"', "rows", "选择题须给出 options"),
    ("mode: {options:", "name: {limit: 0}\n          mode: {options:", "limit", "不能小于 1"),
    ("{field: profile, label: 简介,", "{field: profile,", "label", "缺少这个键"),
    ('words: "", limit: 100', 'words: "", limit: 1 00', "limit", "须是整数"),
    ("{value: 合作, specify: 请注明, field: partner}", "{value: 合作, specify: 请注明}", "options", "须同时给出"),
    ("widths: [2, 3, 2, 3]", "widths: [2, 3, 2, nan]", "widths", "须是数字"),
    ("[企业名称, {text:", "[{text: 企业名称, rows: 2}, {text:", "rows", "表格第 2 行"),
    ("id: equipment\n        number", "id: applicant\n        number", "id", "页面名称 applicant 用了两次"),
    ('requirement: "1.1"', 'requirement: "1.2"', "requirement", "1.2 不在 requirements 中"),
    ("total: {fact: {id: equipment.count, unit: 台}}", "sum: {label: 和}", "sum", "正文里没有这个空格"),
    ("total: {fact: {id: equipment.count, unit: 台}}", "total: {limit: 3}", "total", "count 不能有 limit"),
    ("total: {fact: {id: equipment.count, unit: 台}}", "total: {fact: 设备}", "fact", "须是用点分开的小写英文"),
    ("{running:count}台；", "{running:list}台；", "body", "不能用在句子里"),
    ("{field: running, answered: true}", "{field: runing, answered: true}", "when", "条件里的 runing 不存在"),
    ("{field: running, answered: true}", "{field: running}", "when", "条件须是"),
    ("label: 数量, type: count}", "label: 数量, type: list}", "columns", "清单的列不能是"),
    ("proves: [total]", "proves: [totl]", "proves", "本页没有空格 totl"),
    ("sum: {parts: [running,", "sum: {parts: [runing,", "sum", "检查里的 runing 不存在"),
    ("sum: {parts: [running,", "sum: {parts: [other,", "sum", "检查里的 other 不是数字"),
    ("sum: {parts:", "som: {parts:", "checks", "这里每一项只能有一个键，是不是 sum？"),
    ("sum: {parts:", "sum: {clause: 说明9, parts:", "sum", "条款 说明9 不在 clauses 中"),
    ("sum: {parts:", "sum: {severity: bad, parts:", "severity", "只能是 blocking、advice"),
    ("not_after: {fields:", "not_after: {kind: sum, fields:", "not_after", "后面须是"),
    ("fields: [applicant.founded]", "fields: [applicant.name]", "not_after", "不是日期、年月或年份"),
    ("renamed: {equipment.count: equipment.total}", "renamed: {a.b: a.c}", "a.b", "新名称 a.c 不存在"),
    ("starred_clause: 说明3", "starred_clause: 说明4", "starred_clause", "条款 说明4 不在 clauses 中"),
    (
        "edition: 2",
        "edition: 2\nsubmission: {deliveries: [{what: 申报书, medium: 纸质版, carrier: paper}]}",
        "carrier",
        "纸质的申报书要用 copies 写明份数",
    ),
    (
        "edition: 2",
        "edition: 2\nsubmission: {deliveries: [{what: 甲, medium: 光盘, carrier: disc},"
        " {what: 乙, medium: U盘, carrier: disc}]}",
        "carrier",
        "carrier disc 用了两次",
    ),
    ("title: 封面\n", "title: 封面\n  starred: true\n", "starred", "封面不能要求证明材料"),
    ("title: 封面\n", "title: 封面\n  evidence: [{title: 执照}]\n", "evidence", "封面不能要求证明材料"),
    ("dimension: 资源", "dimension: 成效", "dimension", "成效 不在 dimensions 中"),
    ("title: 测试申报书", "pack: again", "", "键“pack”重复出现"),
    ("title: 测试申报书", "title: &a 测试", "", "不允许使用锚点"),
    ("title: 测试申报书", "title: !!str 测试", "", "不允许使用标签"),
    ("title: 测试申报书", "title: [测试", "", "没有成对"),
]


@pytest.mark.parametrize(
    ("gathering", "reason"),
    [
        (("cover",), "证明材料不能装订在封面上"),
        (("applicant", "equipment"), "只能有一个页面汇集证明材料"),
        (("equipment",), ""),
    ],
)
def test_the_proofs_are_bound_in_one_place_of_the_form(gathering: tuple[str, ...], reason: str) -> None:
    text = re.sub(rf"(- |)id: ({'|'.join(gathering)})\n(\s+)", r"\g<0>gathers_evidence: true\n\3", SMALL)
    assert text.count("gathers_evidence") == len(gathering)
    if reason:
        error = refused(text)
        assert (error.key, error.reason) == ("gathers_evidence", reason)
    else:
        assert read(text).section["equipment"].gathers_evidence


@pytest.mark.parametrize(("old", "new", "key", "reason"), FAULTS, ids=[f"{new[:24]}" for _, new, _, _ in FAULTS])
def test_a_fault_is_named_with_its_line_its_key_and_its_reason(old: str, new: str, key: str, reason: str) -> None:
    assert old in SMALL
    text = SMALL.replace(old, new, 1)
    (fault,) = [fault for fault in refused(text).faults if reason in fault.reason and fault.key == key][:1]
    assert fault.line in _lines_of(text, new)


def _lines_of(text: str, part: str) -> range:
    """The lines that `part` stands on, and the next: a missing cell is noticed in the row below."""
    start = text.index(part)
    return range(text[:start].count("\n") + 1, text[: start + len(part)].count("\n") + 3)


def test_the_message_is_one_sentence_and_the_hint_another() -> None:
    error = refused(SMALL.replace("edition: 2", "edition: two"))
    assert str(error) == (
        "申报模板 small.yaml 第 2 行“edition”有误：须是整数，而这里是“two”。请按提示修改后重试，模板未被使用。"
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "键: 值"),
        (b"- a\n", "键: 值"),
        (b"\xff\xfe", "UTF-8"),
        (b"a: 1\n---\nb: 2\n", "一个文件只能写一份模板"),
        (b"a: " + b"[" * 50 + b"]" * 50, "层次过深"),
        (b"a: [" + b"1," * 210_000 + b"]", "内容过多"),
        (b"a: " + b"x" * 2_000_001, "2 MB"),
        (b"? [a]\n: b\n", "键须是文字"),
        (b"a: \x00", "看不见的控制字符"),
    ],
    ids=["empty", "list", "utf-16", "two documents", "deep", "many", "large", "key", "nul"],
)
def test_what_is_no_plain_yaml_is_refused(data: bytes, reason: str) -> None:
    assert any(reason in fault.reason for fault in refused(data).faults)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="文件无法读取"):
        load_pack(tmp_path / "none.yaml")


@settings(max_examples=60, deadline=None)
@example(b'"\\ud800": 1')
@example(b"a: 1 \n? ")
@given(st.binary(max_size=200))
def test_any_bytes_are_a_pack_or_refused_in_words(data: bytes) -> None:
    _read_or_refuse(data)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_any_damage_to_a_pack_is_a_pack_or_refused_in_words(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SMALL)))
    end = min(len(SMALL), start + data.draw(st.integers(0, 30)))
    filling = data.draw(st.text(alphabet=st.sampled_from("{}[]:,-&*!?|>'\"%@#\n \t无a1.·\ufeff\u2028"), max_size=12))
    _read_or_refuse((SMALL[:start] + filling + SMALL[end:]).encode())


def _read_or_refuse(data: bytes) -> None:
    try:
        parse_pack(data, "any.yaml")
    except PackError as error:
        refusal = error
    else:
        return
    assert refusal.reason
    assert refusal.line <= len(data.decode(errors="replace").splitlines()) + 1
