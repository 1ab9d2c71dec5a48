"""The 汇总表 from many declarations: entries in and out of files, what is refused, what the authority is told."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.declaration.packs import find_pack
from app.declaration.summary.entry import (
    SIZE_LIMIT,
    WORDS_LIMIT,
    SummaryEntry,
    entry_of,
    is_entry,
    load_entry,
    save_entry,
    summary_of,
)
from app.declaration.summary.sheet import format_of, make_summary, remarks
from app.errors import AppError, ExportError, UsageError
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.session import FormSession

VALUES = {
    "platform.name": "昇旸SunLink工业互联网平台",
    "applicant.name": "四川昇旸智联科技有限公司",
    "applicant.contact_name": "赵喆",
    "applicant.contact_mobile": "13800138000",
}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return find_pack("sichuan-2022")


def entry(origin: str = "甲.qibei", code: str = "91510100MAYYYY008J", blocking: int = 0, **values: str) -> SummaryEntry:
    given = {**VALUES, **{name.replace("__", "."): value for name, value in values.items()}}
    return SummaryEntry(origin, "sichuan-2022", 1, given, given["applicant.name"], code, blocking)


def other(origin: str = "乙.qibei", **values: str) -> SummaryEntry:
    words = {"platform__name": "蜀工云", "applicant__name": "成都蜀工云科技有限公司", **values}
    return entry(origin, code="91510100MAXXXX001K", **words)


def messages(pack: Pack, *entries: SummaryEntry) -> list[tuple[str, str]]:
    return [(remark.severity, remark.message) for remark in remarks(pack, entries)]


# -- the row of a declaration ------------------------------------------------------------------


def test_a_complete_declaration_gives_its_columns_and_says_it_is_complete(complete: FormSession) -> None:
    row = entry_of(complete, "样例.qibei")
    assert dict(row.values) == VALUES
    assert (row.applicant, row.code, row.complete) == (VALUES["applicant.name"], "91510100MAYYYY008J", True)


def test_an_unfinished_declaration_says_how_much_is_still_to_mend(pack: Pack) -> None:
    session = FormSession(pack)
    session.answer(FieldPath("platform", "name"), "蜀工云")
    row = entry_of(session, "乙.qibei")
    blocking = [p for p in session.checklist().problems if p.severity == "blocking"]
    assert (row.values["platform.name"], row.values["applicant.name"]) == ("蜀工云", "")
    assert row.blocking == len(blocking) > 100


def test_a_pack_without_such_a_table_is_refused_in_words(pack: Pack) -> None:
    with pytest.raises(UsageError, match="没有汇总表"):
        summary_of(pack.model_copy(update={"summary": None}))


# -- its file ----------------------------------------------------------------------------------

lines = st.text(st.characters(exclude_categories=("C", "Z")) | st.sampled_from(" \u3000\u00a0"), max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lines, min_size=6, max_size=6), st.integers(0, 10**6))
def test_what_is_saved_is_what_is_loaded(tmp_path: Path, words: list[str], blocking: int) -> None:
    values = dict(zip(VALUES, words, strict=False))
    row = SummaryEntry("条目.json", "sichuan-2022", 3, values, words[4], words[5], blocking)
    save_entry(row, tmp_path / "条目.json")
    assert load_entry(tmp_path / "条目.json") == row


def test_the_file_is_small_readable_and_gives_nothing_else_away(complete: FormSession, tmp_path: Path) -> None:
    save_entry(entry_of(complete, "样例.qibei"), file := tmp_path / "条目.json")
    document = json.loads(file.read_text("utf-8"))
    assert document.keys() == {
        "kind", "version", "pack", "edition", "values", "applicant", "code", "blocking", "digest"
    }  # fmt: skip
    assert document["values"] == VALUES
    assert file.stat().st_size < 1000
    assert is_entry(file)


def test_a_file_that_notepad_saved_with_its_mark_is_read_all_the_same(tmp_path: Path) -> None:
    save_entry(entry(), file := tmp_path / "条目.json")
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert is_entry(file)
    assert load_entry(file).values == VALUES


@pytest.mark.parametrize("name", ["values", "applicant", "blocking", "pack", "edition", "code"])
def test_a_changed_word_is_noticed(tmp_path: Path, name: str) -> None:
    save_entry(entry(), file := tmp_path / "条目.json")
    changed: dict[str, Any] = {
        "values": {**VALUES, "applicant.contact_name": "王珺"},
        "blocking": 5,
        "edition": 2,
    }
    document = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**document, name: changed.get(name, "别的")}), "utf-8")
    with pytest.raises(UsageError, match=r"条目\.json.*校验值不符.*没有生成.*重新导出"):
        load_entry(file)


def hostile() -> dict[str, bytes]:
    """Files that are no entry, by what is wrong with them."""
    good: dict[str, Any] = {
        "kind": "qibei-summary-entry", "version": 1, "pack": "sichuan-2022", "edition": 1, "values": VALUES,
        "applicant": "甲", "code": "", "blocking": 0, "digest": "0" * 64,
    }  # fmt: skip

    def changed(**keys: Any) -> bytes:
        return json.dumps({**good, **keys}).encode()

    return {
        "nothing": b"",
        "not json": b"{",
        "not utf-8": '{"kind": "汇总"}'.encode("gb18030"),
        "a list": b"[]",
        "another kind": changed(kind="answers"),
        "a key too many": changed(more=1),
        "a key too few": json.dumps({key: value for key, value in good.items() if key != "code"}).encode(),
        "version as words": changed(version="1"),
        "version zero": changed(version=0),
        "a bool as a number": changed(blocking=True),
        "less than nothing": changed(blocking=-1),
        "edition zero": changed(edition=0),
        "a number that is no number": changed(blocking=0).replace(b'"blocking": 0', b'"blocking": NaN'),
        "values as a list": changed(values=["甲"]),
        "a value that is no text": changed(values={**VALUES, "applicant.name": 1}),
        "a value inside a value": changed(values={"applicant.name": {"a": "b"}}),
        "two lines": changed(applicant="甲\n乙"),
        "a control character": changed(applicant="甲\x07"),
        "text that turns around": changed(applicant="\u202e甲"),
        "half a character": changed(applicant="\ud800"),
        "too long": changed(applicant="甲" * (WORDS_LIMIT + 1)),
        "a key that stands twice": b'{"kind": "qibei-summary-entry", "kind": "qibei-summary-entry"}',
        "deep": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        "a number without end": b'{"version": ' + b"9" * 10_000 + b"}",
        "large": b"{" + b" " * SIZE_LIMIT + b"}",
    }


@pytest.mark.parametrize("what", hostile())
def test_a_file_that_is_no_entry_is_refused_in_one_sentence(tmp_path: Path, what: str) -> None:
    file = tmp_path / "坏.json"
    file.write_bytes(hostile()[what])
    with pytest.raises(UsageError, match=r"^文件“坏\.json”不是汇总条目，汇总表没有生成。"):
        load_entry(file)


def test_an_entry_of_a_newer_program_asks_for_an_upgrade(tmp_path: Path) -> None:
    save_entry(entry(), file := tmp_path / "新.json")
    file.write_text(file.read_text("utf-8").replace('"version": 1', '"version": 2'), "utf-8")
    with pytest.raises(UsageError, match="更新版本的程序"):
        load_entry(file)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for file in (tmp_path / "没有.json", tmp_path):
        assert not is_entry(file)
        with pytest.raises(UsageError, match="无法读取"):
            load_entry(file)


def test_words_that_no_one_could_read_back_are_not_saved(tmp_path: Path) -> None:
    for words in ("甲" * (WORDS_LIMIT + 1), "甲\u202e乙", "\ud800"):
        with pytest.raises(ExportError, match="汇总条目没有生成"):
            save_entry(entry(applicant__name=words), tmp_path / "条目.json")
    assert list(tmp_path.iterdir()) == []


# -- the table ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx"])
def test_the_ending_says_the_format(tmp_path: Path, kind: str) -> None:
    report = make_summary([entry(), other()], file := tmp_path / f"汇总.{kind.upper()}")
    assert (report.file, report.rows, report.remarks, report.complete) == (file, 2, (), True)
    start = file.read_bytes()[:4]
    assert start == (b"%PDF" if kind == "pdf" else b"PK\x03\x04")
    assert list(tmp_path.iterdir()) == [file]


def test_rows_stand_in_the_order_in_which_they_were_given(tmp_path: Path) -> None:
    make_summary([other(), entry()], file := tmp_path / "汇总.xlsx")
    page = openpyxl.load_workbook(file).active
    assert page is not None
    rows = list(page.iter_rows(min_row=7, max_col=3, values_only=True))
    assert rows == [
        ("1", "蜀工云", "成都蜀工云科技有限公司"),
        ("2", VALUES["platform.name"], VALUES["applicant.name"]),
        ("3", None, None),  # the notice prints three numbers
    ]


def test_what_is_given_for_the_head_is_written_there(tmp_path: Path) -> None:
    head = ["联系人:李四", "", "市(州)经济和信息化主管部门(盖章)：成都市经济和信息化局"]
    make_summary([entry()], file := tmp_path / "汇总.docx", head)
    words = re.sub("<[^>]*>", "", zipfile.ZipFile(file).read("word/document.xml").decode())
    assert "联系人：李四" in words
    assert "市（州）经济和信息化主管部门（盖章）：成都市经济和信息化局" in words


@pytest.mark.parametrize(
    ("entries", "file", "lines", "reason"),
    [
        ([], "汇总.docx", [], "没有可以汇总的申报书"),
        ([entry()], "汇总.doc", [], "不能写成“汇总.doc”"),
        ([entry()], "汇总", [], "不能写成“汇总”"),
        ([entry(), replace(entry(), origin="丙.json", pack="miit")], "汇总.docx", [], "“丙.json”属于模板“miit”"),
        ([replace(entry(), pack="no-such-pack")], "汇总.docx", [], "没有名为“no-such-pack”的申报模板"),
        ([replace(entry(), values={"a.b": "甲"})], "汇总.docx", [], "“甲.qibei”由模板的第 1 版导出，栏目"),
        ([entry()], "汇总.docx", ["邮编：610000"], "汇总表没有这一行"),
        ([entry()], "没有/汇总.docx", [], "文件夹不存在"),
        ([entry(applicant__contact_name="赵\U0010fffe")], "汇总.pdf", [], "“联系人”中的字符"),
    ],
)
def test_what_cannot_become_a_table_is_refused_and_nothing_is_written(
    tmp_path: Path, entries: list[SummaryEntry], file: str, lines: list[str], reason: str
) -> None:
    with pytest.raises(AppError, match=reason):
        make_summary(entries, tmp_path / file, lines)
    assert list(tmp_path.iterdir()) == []


def test_a_table_that_stood_there_survives_a_failure(tmp_path: Path) -> None:
    (file := tmp_path / "汇总.pdf").write_bytes(b"old")
    with pytest.raises(AppError):
        make_summary([entry(applicant__contact_name="赵\U0010fffe")], file)
    assert file.read_bytes() == b"old"
    assert format_of(file) == "pdf"


# -- what the authority is told ----------------------------------------------------------------


def test_two_complete_declarations_of_two_applicants_give_no_cause_for_remarks(pack: Pack) -> None:
    assert messages(pack, entry(), other()) == []


def test_an_incomplete_declaration_blocks_the_table_and_is_named(pack: Pack) -> None:
    assert messages(pack, entry(blocking=3), other()) == [
        ("blocking", "第 1 行“四川昇旸智联科技有限公司”（甲.qibei）的申报书尚不齐备，还有 3 处必须处理的问题。")
    ]


def test_an_empty_cell_is_named_by_its_column(pack: Pack) -> None:
    told = messages(pack, entry(applicant__contact_name="", platform__name=""))
    assert told == [("blocking", "第 1 行“四川昇旸智联科技有限公司”（甲.qibei）缺少：工业互联网平台名称、联系人。")]


def test_the_same_declaration_twice_blocks_and_is_told_once(pack: Pack) -> None:
    assert messages(pack, entry(), other(), entry("甲副本.json")) == [
        ("blocking", "第 1 行（甲.qibei）、第 3 行（甲副本.json）的内容完全相同，请只保留一份。")
    ]


@pytest.mark.parametrize(
    ("second", "what"),
    [
        (entry("乙.json", platform__name="第二平台"), "代码"),
        (entry("乙.json", code="91510100mayyyy008j ", applicant__name="昇旸智联", platform__name="二"), "代码"),
        (entry("乙.json", code="", applicant__name=" 四川昇旸智联科技有限公司", platform__name="二"), "名称"),
    ],
    ids=["same code", "code in small letters", "same name"],
)
def test_an_applicant_who_stands_there_twice_is_pointed_out(pack: Pack, second: SummaryEntry, what: str) -> None:
    assert messages(pack, entry(), second) == [
        ("advice", f"第 1 行（甲.qibei）、第 2 行（乙.json）的申报单位{what}相同，请核对是否重复申报。")
    ]


def test_applicants_without_a_code_are_not_taken_for_one(pack: Pack) -> None:
    assert messages(pack, replace(entry(), code=""), replace(other(), code="")) == []


def test_more_declarations_than_the_notice_allows_block(pack: Pack) -> None:
    assert pack.summary is not None
    strict = pack.model_copy(update={"summary": pack.summary.model_copy(update={"most": 1})})
    assert messages(strict, entry()) == []
    assert messages(strict, entry(), other()) == [("blocking", "汇总表有 2 行，超过通知规定的 1 个。")]
