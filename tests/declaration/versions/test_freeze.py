"""定稿: a version lives in the draft, encrypted and for ever, and nothing else there notices it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from fixed_desk import FIRST, fixed_desk, say
from small_desk import PASSPHRASE, reopened

from app.declaration.book.typesetting import typeset
from app.declaration.declaration import Declaration
from app.declaration.export.exporting import export_book
from app.declaration.rescuing.rescue import rescue
from app.declaration.steps import ExportCancelled
from app.declaration.version import FROZEN, Version, versions_among, writing
from app.declaration.versions.freezing import freeze
from app.declaration.versions.stamping import stamped, version_now
from app.drafts.model import Change
from app.drafts.store import Draft
from app.errors import DraftError
from app.export.pdf.reading import SCHEME
from app.forms.paths import FieldPath


@pytest.fixture
def declaration(tmp_path: Path) -> Iterator[Declaration]:
    with fixed_desk(tmp_path) as made:
        yield made


def names(declaration: Declaration, section: str) -> str:
    return declaration.session.text(FieldPath(section, "name"))


def test_a_version_says_what_was_fixed(declaration: Declaration) -> None:
    found = freeze(declaration)
    version = found.version
    assert (found.new, version.number, version.pages, version.volumes) == (True, 1, 10, (0,))
    assert version.fingerprint == declaration.fingerprint()
    assert (version.title, version.labels[:2], version.labels[FIRST - 1 :]) == ("测试申报书", ("", ""), tuple("123456"))
    assert found.blocking == 1, "the cover asks for a name"
    assert version.at.endswith("Z")


def test_versions_are_there_again_when_the_draft_is_opened(declaration: Declaration) -> None:
    first = freeze(declaration).version
    say(declaration, "a", "total", "13")
    second = freeze(declaration).version
    declaration.close()
    with reopened(declaration.path, read_only=True) as again:
        assert again.versions() == [first, second]
        assert [version.number for version in again.versions()] == [1, 2]
        assert again.not_carried == ()
        assert FROZEN not in str(list(again.session.answers.items()))


def test_without_a_change_there_is_no_new_version(declaration: Declaration) -> None:
    first = freeze(declaration)
    again = freeze(declaration)
    assert (again.new, again.version) == (False, first.version)
    say(declaration, "a", "total", "13")
    say(declaration, "a", "total", "12")
    assert not freeze(declaration).new
    assert declaration.versions() == [first.version]


def test_what_was_changed_back_to_an_older_version_is_a_version_again(declaration: Declaration) -> None:
    first = freeze(declaration).version
    say(declaration, "a", "total", "13")
    freeze(declaration)
    declaration.session.undo()
    third = freeze(declaration).version
    assert (third.number, third.fingerprint, third.digests) == (3, first.fingerprint, first.digests)
    assert version_now(declaration) == third


def test_undo_reaches_across_a_version_and_leaves_it(declaration: Declaration) -> None:
    say(declaration, "a", "name", "改名")
    freeze(declaration)
    say(declaration, "b", "name", "又改名")
    declaration.close()
    with reopened(declaration.path) as again:
        kept = again.versions()
        again.session.undo()
        assert (names(again, "b"), names(again, "a")) == ("设备b", "改名")
        while again.session.undo():
            pass
        assert names(again, "a") == ""
        while again.session.redo():
            pass
        assert (names(again, "b"), names(again, "a")) == ("又改名", "改名")
        again.flush()
        assert again.versions() == kept
    with reopened(declaration.path) as last:
        assert last.versions() == kept
        assert last.session.history.can_undo


def test_typing_on_after_a_version_is_a_step_of_its_own(declaration: Declaration) -> None:
    say(declaration, "a", "name", "甲")
    freeze(declaration)
    say(declaration, "a", "name", "甲乙")
    declaration.close()
    with Draft.open(declaration.path, PASSPHRASE, read_only=True) as draft:
        touched = [[change.path[:8] for change in step.changes] for step in draft.steps(3)]
    assert touched == [["a.name"], [FROZEN[:8]], ["a.name"]]
    declaration_again = reopened(declaration.path)
    with declaration_again as again:
        again.session.undo()
        assert names(again, "a") == "甲"


def test_a_draft_that_is_only_read_is_refused(declaration: Declaration) -> None:
    declaration.close()
    with reopened(declaration.path, read_only=True) as reader, pytest.raises(DraftError, match="没有定稿"):
        freeze(reader)


def test_it_can_be_stopped_at_every_step_and_then_keeps_nothing(declaration: Declaration) -> None:
    steps: list[str] = []
    freeze(declaration, lambda words, share: steps.append(words))
    assert (steps[0], steps[-1]) == ("排版", "完成")
    assert "记录第 10 页，共 10 页" in steps
    say(declaration, "a", "total", "13")
    for number in range(len(steps) - 1):
        left = [number]

        def stop(left: list[int] = left) -> bool:
            left[0] -= 1
            return left[0] < 0

        with pytest.raises(ExportCancelled, match="没有记录新的版本"):
            freeze(declaration, None, stop)
    assert len(declaration.versions()) == 1


def test_the_metadata_name_the_version_until_something_changes(declaration: Declaration) -> None:
    document = typeset(declaration.session, {}).document
    assert stamped(document, declaration).fingerprint == declaration.fingerprint()
    freeze(declaration)
    assert stamped(document, declaration).fingerprint == f"{declaration.fingerprint()} 定稿第 1 版"
    say(declaration, "a", "total", "13")
    assert stamped(document, declaration).fingerprint == declaration.fingerprint()


def test_the_report_of_an_export_names_the_version(declaration: Declaration, tmp_path: Path) -> None:
    def notes(*, reduced: bool = False) -> str:
        report = export_book(declaration, tmp_path / "出", ("pdf",), companions=False, reduce_pictures=reduced)
        return "".join(report.notes)

    assert "定稿" not in notes()
    freeze(declaration)
    assert f"这就是定稿第 1 版，指纹 {declaration.versions()[0].short}。" in notes()
    assert "图片压缩过的页面，核对时会与定稿不同" in notes(reduced=True)
    with pikepdf.open(tmp_path / "出" / "测试申报书.pdf") as pdf:
        assert str(pdf.docinfo["/Keywords"]) == f"{declaration.fingerprint()} 定稿第 1 版"
    say(declaration, "a", "total", "13")
    assert "内容在定稿之后有修改" in notes()


def test_a_salvaged_draft_has_its_versions(declaration: Declaration, tmp_path: Path) -> None:
    version = freeze(declaration).version
    declaration.close()
    assert rescue(declaration.path, tmp_path / "新.qibei", PASSPHRASE) == ()
    with reopened(tmp_path / "新.qibei") as saved:
        assert saved.versions() == [version]


VERSION = Version(2, SCHEME, "2026-11-21T06:03:00Z", "某人", "a" * 64, "书", ("", "1"), ("0" * 16, "1" * 16), (0,))


def test_versions_of_two_copies_stand_side_by_side() -> None:
    """Two people fix a second version each; merging by rows takes both."""
    theirs = replace(VERSION, at="2026-11-22T06:03:00Z", fingerprint="b" * 64)
    first = replace(VERSION, number=1)
    rows = [(change.path, change.after or "") for change in map(writing, (theirs, first, VERSION))]
    assert len({path for path, _ in rows}) == 3
    assert versions_among([*rows, ("a.name", '"甲"')]) == [first, VERSION, theirs]


@pytest.mark.parametrize(
    "change",
    [
        {"number": 0},
        {"number": True},
        {"at": 5},
        {"fingerprint": "A" * 64},
        {"labels": [""]},
        {"labels": ["", 1]},
        {"digests": ["0" * 16, "1" * 15]},
        {"digests": "0" * 16},
        {"volumes": [0, 2]},
        {"volumes": [0, 0]},
        {"volumes": []},
        {"more": 1},
        {"title": "长" * 3000},
    ],
    ids=str,
)
def test_a_version_of_another_shape_is_refused(change: dict[str, object]) -> None:
    kept = json.loads(writing(VERSION).after or "")
    for text in (json.dumps(kept | change), json.dumps([kept]), "{", json.dumps({"number": 1})):
        with pytest.raises(DraftError, match="定稿记录无法识别"):
            versions_among([(f"{FROZEN}x", text)])


def test_a_version_that_cannot_be_read_stops_no_export(declaration: Declaration) -> None:
    declaration.close()
    with Draft.open(declaration.path, PASSPHRASE) as draft:
        draft.write([Change(f"{FROZEN}{'0' * 32}", None, '"of a newer program"')])
    with reopened(declaration.path) as again:
        document = typeset(again.session, {}).document
        assert stamped(document, again).fingerprint == again.fingerprint()
        with pytest.raises(DraftError, match="升级程序"):
            freeze(again)
