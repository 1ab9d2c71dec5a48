"""One declaration on a real draft: what was typed is there again, undo reaches back, proofs are kept whole."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from drafts.keyring.rings import Forgetful, Ring, in_place
from small_desk import AMOUNT, CONTENTS, NAME, PASSPHRASE, PROOF, ROWS, TOTAL, WORDS, create, install, reopened, state

from app.declaration.declaration import Declaration
from app.errors import DraftError, DraftInUse, EvidenceRefused, WrongPassphrase

TESTS = Path(__file__).resolve().parents[1]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a draft of the tiny pack may be made."""
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path / "home"))
    install(tmp_path)
    return tmp_path / "申报 2026.qibei"


@pytest.fixture
def declaration(path: Path) -> Iterator[Declaration]:
    made = create(path)
    yield made
    made.close()


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A proof of two pages."""
    from PIL import Image

    file = tmp_path / "设备 汇总.tif"
    pages = [Image.new("L", (40, 60), shade) for shade in (0, 200)]
    pages[0].save(file, save_all=True, append_images=pages[1:])
    return file


def work(declaration: Declaration) -> None:
    """A bit of everything."""
    session = declaration.session
    for text in ("四", "四川", "四川某公司"):
        session.answer(NAME, text)
    session.answer(AMOUNT, "12.50")
    session.answer(TOTAL, "约300")
    session.answer(WORDS, "第一段\n\n第二段“引号”\\ \t完")
    rows = session.insert_rows(ROWS, 0, [{"name": "甲", "n": 1}, {"name": "乙"}, {}])
    session.move_row(ROWS, rows[0], 2)
    session.remove_rows(ROWS, [rows[1]])


def test_what_was_typed_is_there_again(declaration: Declaration) -> None:
    work(declaration)
    left = state(declaration.session)
    declaration.close()
    with reopened(declaration.path) as again:
        assert state(again.session) == left
        assert again.not_carried == ()


def test_undo_reaches_into_earlier_sessions(declaration: Declaration) -> None:
    work(declaration)
    left = state(declaration.session)
    declaration.close()
    with reopened(declaration.path) as again:
        steps = 0
        while again.session.undo():
            steps += 1
        assert state(again.session) == ({}, [])
        assert steps == 7  # a burst of typing is one step
        again.session.redo()
    with reopened(declaration.path) as third:
        assert third.session.text(NAME) == "四川某公司"
        assert third.session.value(AMOUNT) is None
        while third.session.redo():
            pass
        assert state(third.session) == left


def test_a_burst_that_comes_to_nothing_leaves_undo_in_step(declaration: Declaration) -> None:
    session = declaration.session
    session.answer(NAME, "甲")
    session.answer(TOTAL, "3")
    declaration.flush()
    session.answer(TOTAL, "")
    declaration.flush()
    session.undo()
    declaration.close()
    with reopened(declaration.path) as again:
        assert state(again.session) == ({}, [])
        again.session.redo()
        assert state(again.session)[0] == {"a.name": "甲"}


def test_a_program_killed_after_a_flush_has_lost_nothing(path: Path) -> None:
    script = (
        f"import os, sys; sys.path[:0] = [{str(TESTS)!r}, {str(TESTS / 'declaration')!r}]\n"
        "from pathlib import Path\nfrom small_desk import NAME, create\nfrom app.drafts import keys\n"
        "keys.COST = keys.Cost(memory_kib=64, passes=1, lanes=1)\n"
        f"declaration = create(Path({str(path)!r}))\n"
        "declaration.session.answer(NAME, '四川某公司')\ndeclaration.flush()\n"
        "os._exit(9)  # as one that is killed: nothing is put in order\n"
    )
    killed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert (killed.returncode, killed.stderr) == (9, "")
    with reopened(path) as again:
        assert again.session.text(NAME) == "四川某公司"


def test_a_second_opener_is_refused_and_may_only_read(declaration: Declaration) -> None:
    declaration.session.answer(NAME, "四川某公司")
    declaration.flush()
    with pytest.raises(DraftInUse):
        reopened(declaration.path)
    with reopened(declaration.path, read_only=True) as reader:
        assert reader.session.text(NAME) == "四川某公司"
        assert reader.saver.state.kind == "readonly"
        with pytest.raises(DraftError, match="只读"):
            reader.session.answer(NAME, "别的")
        assert reader.session.text(NAME) == "四川某公司"


def test_a_wrong_passphrase_and_a_changed_one(declaration: Declaration) -> None:
    declaration.session.answer(NAME, "四川某公司")
    declaration.change_passphrase("新密码 2027")
    declaration.close()
    with pytest.raises(WrongPassphrase):
        reopened(declaration.path)
    with Declaration.open(declaration.path, "新密码 2027") as again:
        assert again.session.text(NAME) == "四川某公司"


def test_proofs_are_kept_whole_and_undone_like_anything_else(declaration: Declaration, scan: Path) -> None:
    (row,) = declaration.attach(PROOF, [scan], "设备汇总表")
    (proof,) = declaration.evidence(PROOF)
    data = scan.read_bytes()
    assert (proof.row, proof.name, proof.size, proof.pages, proof.proves) == (
        row,
        "设备 汇总.tif",
        len(data),
        2,
        "设备汇总表",
    )
    assert declaration.evidence_bytes(proof.sha256) == data  # while it waits, and when it is on disk
    declaration.flush()
    assert declaration.evidence_bytes(proof.sha256) == data
    declaration.session.undo()
    assert declaration.evidence(PROOF) == []
    declaration.close()
    with reopened(declaration.path) as again:
        again.session.redo()
        assert [one.sha256 for one in again.evidence(PROOF)] == [hashlib.sha256(data).hexdigest()]
        assert again.evidence_bytes(proof.sha256) == data


def test_of_several_files_all_are_attached_or_none(declaration: Declaration, scan: Path, tmp_path: Path) -> None:
    empty = tmp_path / "空.pdf"
    empty.touch()
    with pytest.raises(EvidenceRefused, match=r"“空\.pdf”没有加入：文件是空的"):
        declaration.attach(PROOF, [scan, empty])
    assert state(declaration.session) == ({}, [])
    assert not declaration.session.history.can_undo


def test_a_file_called_nil_is_still_a_file(declaration: Declaration, scan: Path) -> None:
    named = scan.with_name("无.tif")
    scan.rename(named)
    declaration.attach(PROOF, [named])
    declaration.close()
    with reopened(declaration.path) as again:
        assert [(one.name, one.proves) for one in again.evidence(PROOF)] == [("无.tif", "无")]


# -- editions ----------------------------------------------------------------------------------

NEXT = (
    CONTENTS.replace("{name:text}", "{full_name:text}")
    .replace("数量：{total:count}台，", "")
    .replace("field: rows", "field: devices")
    .replace("{id: n, label", "{id: number, label")
)
RENAMED = """
renamed: {a.name: a.full_name, a.rows: a.devices, a.rows.n: a.devices.number}
deleted: [a.total]
"""


def test_a_newer_edition_follows_what_was_renamed_and_keeps_what_was_deleted(
    declaration: Declaration, tmp_path: Path
) -> None:
    session = declaration.session
    session.answer(NAME, "四川某公司")
    session.answer(TOTAL, "300")
    session.insert_rows(ROWS, 0, [{"name": "甲", "n": 1}])
    declaration.close()
    install(tmp_path, NEXT, RENAMED, edition=2)
    for _ in range(2):  # the second time the draft itself has followed
        with reopened(declaration.path) as again:
            values = {str(path): value for path, value in again.session.answers.items()}
            row = again.session.answers.rows(ROWS.whole._replace(field="devices"))[0]
            assert values.pop(f"a.devices[{row}]")
            assert values == {
                "a.full_name": "四川某公司",
                f"a.devices[{row}].name": "甲",
                f"a.devices[{row}].number": 1,
            }
            assert again.not_carried == ("a.total",)
            assert not again.session.history.can_undo
    install(tmp_path, CONTENTS, edition=3)
    with reopened(declaration.path) as back:
        assert back.session.value(TOTAL) == 300


def test_what_the_pack_no_longer_asks_stays_in_the_file_and_is_printed_nowhere(
    declaration: Declaration, tmp_path: Path
) -> None:
    declaration.session.answer(TOTAL, "4321")
    declaration.close()
    install(tmp_path, NEXT, RENAMED, edition=2)
    with reopened(declaration.path) as again:
        from app.export.compose.book import compose

        assert "4321" not in repr(compose(again.session))
        assert again.not_carried == ("a.total",)


def test_a_draft_whose_pack_is_not_at_hand_is_left_closed(declaration: Declaration, tmp_path: Path) -> None:
    from app.errors import UsageError

    declaration.close()
    (tmp_path / "home" / "forms" / "tiny.yaml").unlink()
    with pytest.raises(UsageError, match="没有名为“tiny”的申报模板"):
        reopened(declaration.path)
    install(tmp_path)
    reopened(declaration.path).close()


def test_the_key_is_remembered_only_where_the_system_keeps_it(declaration: Declaration) -> None:
    declaration.close()
    with in_place(Ring()):
        assert Declaration.open_remembered(declaration.path) is None
        with reopened(declaration.path) as again:
            assert again.remember_key()
            assert not again.not_remembered
        with_key = Declaration.open_remembered(declaration.path)
        assert with_key is not None
        assert with_key.key_is_remembered()
        assert with_key.forget_key()
        with_key.close()
        assert Declaration.open_remembered(declaration.path) is None
    assert PASSPHRASE.encode() not in declaration.path.read_bytes()


def test_a_key_that_is_not_kept_says_why(declaration: Declaration) -> None:
    with in_place(Forgetful()):
        assert not declaration.remember_key()
    assert "没有真正存下来" in declaration.not_remembered


def test_a_new_passphrase_renews_the_key_only_where_it_was_remembered(declaration: Declaration) -> None:
    with in_place(ring := Ring()):
        assert declaration.change_passphrase("另一句话")
        assert ring.kept == {}
        assert declaration.remember_key()
        assert declaration.change_passphrase("第三句话")
        assert [name for _service, name in ring.kept] == [declaration.file_id]
        assert declaration.accepts("第三句话")
        assert not declaration.accepts("另一句话")
        assert not declaration.accepts(" ")
        ring.failure = OSError("gone")
        assert not declaration.change_passphrase("第四句话"), "changed, but this computer will ask for it"
        assert declaration.accepts("第四句话")
