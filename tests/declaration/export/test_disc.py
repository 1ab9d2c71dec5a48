"""The folder for the disc, the e-mail or the scan: which there are, what they say, what an earlier one left."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

import pytest
from forms.tiny_packs import at, tiny_session

from app.declaration.export.disc import SUMS, answered_lists, left_over, media, strangers
from app.declaration.export.disc_words import Medium, explanation
from app.declaration.export.exporting import export_book
from app.declaration.export.notes import MAIL_LIMIT, media_notes
from app.files import resource
from app.forms.pack.loader import load_pack
from app.forms.pack.pack import Delivery, Submission
from app.forms.session import FormSession

LISTS = """
- id: a
  number: 附件1
  title: 设备清单
  body: [{list: {field: rows, label: 设备, electronic: true, columns: [{id: name, label: 名称, type: text}]}}]
- id: b
  number: "2"
  title: 平台
  body:
    - "名称：{name:text}"
    - list: {field: apps, label: 应用, columns: [{id: name, label: 名称, type: text}]}
    - list: {field: more, label: 应用, columns: [{id: name, label: 名称, type: text}]}
    - list: {field: none, label: 其他, columns: [{id: name, label: 名称, type: text}]}
"""
Carrier = Literal["", "paper", "disc", "mail", "scan"]


def handed_in(*carriers: Carrier) -> Submission:
    return Submission(deliveries=tuple(Delivery(what="书", medium="某", carrier=one, to="某厅") for one in carriers))


def answered() -> FormSession:
    session = tiny_session(LISTS)
    for path in ("a.rows", "b.apps", "b.more"):
        session.insert_rows(at(path), 0, [{"name": "甲"}])
    return session


@pytest.mark.parametrize(
    ("carriers", "electronic", "names"),
    [
        ((), False, ["电子版"]),
        (("",), False, ["电子版"]),
        (("paper",), False, []),
        (("paper",), True, ["电子版"]),
        (("paper", "mail"), False, ["电子版"]),
        (("paper", "disc", "mail"), False, ["光盘（电子版）"]),
        (("paper", "scan"), False, ["扫描版"]),
        (("mail", "scan"), False, ["电子版", "扫描版"]),
    ],
)
def test_the_folders_are_what_the_notice_wants(
    carriers: tuple[Carrier, ...], electronic: bool, names: list[str]
) -> None:
    assert [one.name for one in media(handed_in(*carriers), electronic=electronic)] == names


@pytest.mark.parametrize(
    ("pack", "names"),
    [
        ("sichuan-2022", ["光盘（电子版）"]),
        ("miit-2018", ["电子版"]),
        ("shanghai-2022", ["扫描版"]),
        ("miit-2023", ["电子版"]),
    ],
)
def test_the_folders_of_the_packs(pack: str, names: list[str]) -> None:
    submission = load_pack(resource("forms", f"{pack}.yaml")).submission
    assert [one.name for one in media(submission, electronic=False)] == names


def test_every_answered_list_is_a_file_of_its_own_name() -> None:
    assert [(one.name, one.rows, one.electronic) for one in answered_lists(answered())] == [
        ("附件1 设备清单.xlsx", 1, False),
        ("2 应用.xlsx", 1, False),
        ("2 应用（2）.xlsx", 1, False),
    ]


def test_the_scan_waits_for_the_stamped_book() -> None:
    text = explanation(answered(), Medium("扫描版", handed_in("scan").deliveries, scan=True), [], "申报书").decode(
        "utf-8-sig"
    )
    assert "申报书（盖章扫描版）.pdf" in text
    assert "300 dpi" in text
    assert "四、报送到哪里" in text


def test_the_folder_for_the_scan_holds_no_unstamped_book(tmp_path: Path) -> None:
    session = FormSession(load_pack(resource("forms", "shanghai-2022.yaml")))
    export_book(session, tmp_path, ("pdf",))
    assert {file.name for file in (tmp_path / "扫描版").rglob("*")} == {"说明.txt", SUMS}


def test_where_the_notice_is_silent_the_explanation_sends_nowhere() -> None:
    text = explanation(answered(), Medium("电子版", ()), [], "申报书").decode("utf-8-sig")
    assert "通知没有说明电子版怎样报送" in text


def summed(folder: Path, **files: bytes) -> None:
    """Put files there, and sums that name them."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items()]
    (folder / SUMS).write_text("".join(lines), "utf-8")


def test_only_what_the_sums_vouch_for_is_left_over(tmp_path: Path) -> None:
    summed(tmp_path, old=b"old", kept=b"kept", changed=b"before")
    (tmp_path / "changed").write_bytes(b"after")
    (tmp_path / "mine").write_bytes(b"mine")
    assert left_over(tmp_path, [tmp_path / "kept"]) == [tmp_path / "old"]
    assert strangers(tmp_path, [tmp_path / name for name in ("kept", SUMS)]) == [
        tmp_path / name for name in ("changed", "mine", "old")
    ]


def test_sums_cannot_name_a_file_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "disc").mkdir()
    elsewhere = tmp_path / "draft"
    elsewhere.write_bytes(b"x")
    digest = hashlib.sha256(b"x").hexdigest()
    (tmp_path / "disc" / SUMS).write_text(f"{digest}  ../draft\n{digest}  {elsewhere}\nnonsense\n", "utf-8")
    assert left_over(tmp_path / "disc", []) == []


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"one two three\n"])
def test_broken_sums_vouch_for_nothing(data: bytes, tmp_path: Path) -> None:
    (tmp_path / SUMS).write_bytes(data)
    assert left_over(tmp_path, []) == []


@pytest.mark.parametrize(("size", "told"), [(MAIL_LIMIT, False), (MAIL_LIMIT + 1, True)])
def test_a_mail_that_may_be_too_large_is_told(size: int, told: bool, tmp_path: Path) -> None:
    file = tmp_path / "电子版" / "申报书.pdf"
    file.parent.mkdir()
    with file.open("wb") as stream:
        stream.truncate(size)
    notes = list(media_notes(tmp_path, media(handed_in("mail"), electronic=False), [file]))
    assert bool(notes) is told
