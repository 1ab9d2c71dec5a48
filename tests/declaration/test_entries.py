"""Entries of a repeated page through draft, JSON, evidence and export."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from forms.printed_words import docx_words, pdf_words
from forms.tiny_packs import at, tiny_pack, tiny_session
from PIL import Image

from app.declaration.carrying.carry_over import carry_over, create_carried, plan_carrying, plan_for_new
from app.declaration.carrying.report import carrying_lines
from app.declaration.declaration import Declaration
from app.declaration.export.exporting import export_book
from app.declaration.filling import fill
from app.declaration.reports import public_path, schema_json
from app.drafts.store import Draft
from app.errors import UsageError
from app.forms.answers.serial import answers_to_json
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath, entry_section
from app.forms.session import FormSession

WORDS = "一句只有自己知道的话"
PACK = """\
- title: 二、研发活动
  contents:
    - id: rd
      title: 研发活动情况表
      repeat: {entry: 研发项目, number: RD00, named_by: name, blank: 2}
      body:
        - "名称：{name:text}，经费{cost:money}万元"
        - list: {field: staff, label: 人员, columns: [{id: n, label: 姓名, type: text}]}
      evidence: [{title: 立项文件, required: advice}]
"""
RENAMED = PACK.replace("{name:text}", "{topic:text}").replace("named_by: name", "named_by: topic")
ENTRIES = at("rd.entries")
ANSWERS = {
    "cover.project": "某项目",
    "rd.entries": [
        {"name": "智能网关", "cost": "12.50", "staff": [{"n": "甲"}, {"n": "乙"}]},
        {"name": "边缘计算", "cost": "8", "staff": []},
    ],
}


@pytest.fixture
def pack() -> Pack:
    return tiny_pack(PACK)


def filled(session: FormSession) -> FormSession:
    fill(session, {"answers": ANSWERS})
    return session


def opened(path: Path, pack: Pack) -> Declaration:
    """The draft with this edition of its pack."""
    return Declaration(Draft.open(path, WORDS), pack)


def test_a_draft_keeps_the_entries_and_what_is_undone_after_reopening(pack: Pack, tmp_path: Path) -> None:
    path = tmp_path / "试.qibei"
    with Declaration.create(pack, path, WORDS) as declaration:
        filled(declaration.session)
        first = declaration.session.answers.rows(ENTRIES)[0]
        declaration.session.remove_rows(ENTRIES, [first])
    with opened(path, pack) as again:
        assert [page.number for page in again.pack.sections[2:]] == ["RD01"]
        again.session.undo()
        assert answers_to_json(again.pack, again.session.answers) == ANSWERS


def test_a_blank_of_each_entry_follows_its_new_name(pack: Pack, tmp_path: Path) -> None:
    path = tmp_path / "试.qibei"
    with Declaration.create(pack, path, WORDS) as declaration:
        filled(declaration.session)
    newer = tiny_pack(RENAMED, "renamed: {rd.name: rd.topic}", edition=2)
    with opened(path, newer) as again:
        names = [again.session.printed(FieldPath(page.id, "topic")) for page in again.pack.sections[2:]]
        assert names == ["智能网关", "边缘计算"]


def test_what_is_filled_in_is_what_is_told_and_fills_again() -> None:
    session = filled(tiny_session(PACK))
    assert answers_to_json(session.pack, session.answers) == ANSWERS
    session.undo()
    assert answers_to_json(session.pack, session.answers) == {"cover.project": None, "rd.entries": []}


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ("三个", "须是列表"),
        (["甲"], "第 1 项须写成“名称: 值”"),
        ([{"name": "甲"}, {"topic": "乙"}], "“rd.entries[2].topic”"),
        ([{"entries": []}], "“rd.entries[1].entries”"),
        ([{"staff": [{"m": "丙"}]}], "没有“m”这一列"),
    ],
)
def test_what_fits_no_entry_is_refused_and_nothing_is_filled(entries: object, said: str) -> None:
    session = filled(tiny_session(PACK))
    with pytest.raises(UsageError, match=re.escape(said)):
        fill(session, {"answers": {"rd.entries": entries}})
    assert answers_to_json(session.pack, session.answers) == ANSWERS


def test_a_blank_of_an_entry_is_no_blank_of_the_form() -> None:
    with pytest.raises(UsageError, match=r"没有“rd\.name”这一项"):
        fill(tiny_session(PACK), {"answers": {"rd.name": "甲"}})


def words_of(file: Path) -> str:
    return "".join(docx_words(file) if file.suffix == ".docx" else pdf_words(file))


def test_each_entry_is_printed_with_its_heading_in_the_contents_and_its_proofs(tmp_path: Path, pack: Pack) -> None:
    with Declaration.create(pack, tmp_path / "试.qibei", WORDS) as declaration:
        filled(declaration.session)
        proof = tmp_path / "立项.txt.png"
        _picture(proof)
        second = declaration.session.answers.rows(ENTRIES)[1]
        declaration.attach(FieldPath(entry_section("rd", second), "evidence"), [proof], "立项")
        for file in export_book(declaration, tmp_path / "书").files[:2]:
            words = words_of(file)
            assert words.index("RD01 研发活动情况表") < words.index("RD02 研发活动情况表")
            assert "证明材料见第" in words
            assert "智能网关" in words


def _picture(path: Path) -> None:
    Image.new("RGB", (400, 300), "white").save(path)


def test_the_empty_form_has_as_many_entries_as_the_pack_says(tmp_path: Path) -> None:
    pdf, _ = export_book(tiny_session(PACK), tmp_path, blank=True).files
    assert "RD02 研发活动情况表" in words_of(pdf)
    assert "RD03" not in words_of(pdf)


def carried(old: Pack, new: Pack, folder: Path) -> tuple[dict[str, object], list[str]]:
    with Declaration.create(old, folder / "旧.qibei", WORDS) as before:
        filled(before.session)
        carrying = plan_for_new(before, new)
        with create_carried(carrying, folder / "新.qibei", WORDS) as after:
            return answers_to_json(after.pack, after.session.answers), carrying_lines(carrying)


def test_entries_are_carried_into_next_years_draft_in_one_step(pack: Pack, tmp_path: Path) -> None:
    answers, lines = carried(pack, pack, tmp_path)
    assert answers["rd.entries"] == ANSWERS["rd.entries"]
    assert any("RD02" in line for line in lines)


def test_entries_that_another_form_does_not_ask_are_listed(pack: Pack, tmp_path: Path) -> None:
    other = tiny_pack(PACK.replace("- id: rd", "- id: dev")).model_copy(update={"pack": "other"})
    answers, lines = carried(pack, other, tmp_path)
    assert answers["dev.entries"] == []
    assert any("RD01" in line and "名称" in line for line in lines)


def test_entries_added_meanwhile_stay_and_no_others_come(pack: Pack, tmp_path: Path) -> None:
    with (
        Declaration.create(pack, tmp_path / "旧.qibei", WORDS) as before,
        Declaration.create(pack, tmp_path / "新.qibei", WORDS) as after,
    ):
        filled(before.session)
        carrying = plan_carrying(before, after)
        (own,) = after.session.insert_rows(ENTRIES, 0, [{}])
        carry_over(carrying, after)
        assert after.session.answers.rows(ENTRIES) == [own]
        assert not [path for path, _ in after.session.answers.items() if "@" in path.section]


def test_the_schema_of_a_repeated_page_is_that_of_its_entries(pack: Pack, tmp_path: Path) -> None:
    with Declaration.create(pack, tmp_path / "试.qibei", WORDS) as declaration:
        filled(declaration.session)
        told = schema_json(declaration)
    assert isinstance(told, dict)
    assert told.keys() == ANSWERS.keys()
    entries = told["rd.entries"]
    assert isinstance(entries, dict)
    assert entries["columns"].keys() == {"name", "cost", "staff"}


def test_a_finding_in_an_entry_is_told_at_the_path_that_answers_have(pack: Pack, tmp_path: Path) -> None:
    with Declaration.create(pack, tmp_path / "试.qibei", WORDS) as declaration:
        session = filled(declaration.session)
        second = entry_section("rd", session.answers.rows(ENTRIES)[1])
        assert public_path(session, FieldPath(second, "cost")) == "rd.entries[1].cost"
        first = entry_section("rd", session.answers.rows(ENTRIES)[0])
        row = session.answers.rows(FieldPath(first, "staff"))[1]
        assert public_path(session, FieldPath(first, "staff", row, "n")) == "rd.entries[0].staff[1].n"
