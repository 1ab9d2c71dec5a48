"""Over random damages: no value is missing or old without a word, and what is saved opens, exports and freezes."""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest
from drafts.damaging import spoil
from PIL import Image
from small_desk import PASSPHRASE, create, install

from app.declaration.book.proofs import ProofsFailed
from app.declaration.declaration import Declaration
from app.declaration.export.exporting import export_book
from app.declaration.rescuing.rescue import PackLost, rescue
from app.declaration.versions.freezing import freeze
from app.drafts.opening.inspection import KEY_LOST, SEAL_LOST
from app.forms.paths import FieldPath

DAMAGES = int(os.environ.get("QIBEI_RESCUES", "60"))
EXPORTS = 12 if DAMAGES > 1000 else 1
CONTENTS = """
- id: a
  title: 设备
  body:
    - "名称：{name:text}，数量：{total:count}台"
    - list:
        field: rows
        label: 清单
        columns: [{id: name, label: 名称, type: text}, {id: n, label: 数量, type: count}]
  evidence: [{id: proof, title: 截图}, {id: more, title: 其他, required: optional}]
- id: rd
  title: 研发
  repeat: {entry: 项目, number: RD00, named_by: name, blank: 2}
  body:
    - "名称：{name:text}，经费{cost:money}万元"
    - list: {field: staff, label: 人员, columns: [{id: n, label: 姓名, type: text}]}
  evidence: [{title: 立项文件, required: advice}]
"""
ROWS, PROOF, ENTRIES = FieldPath("a", "rows"), FieldPath("a", "proof"), FieldPath("rd", "entries")


class Desk:
    """A draft in its latest state, and the bytes of the states before it."""

    def __init__(self, folder: Path) -> None:
        install(folder, CONTENTS)
        self.path, self.older = folder / "草稿.qibei", []
        with create(self.path) as made:
            for turn in range(4):
                self._work(made, folder, turn)
                made.flush()
                self.older.append(self.path.read_bytes())
        with Declaration.open(self.path, PASSPHRASE) as made:
            freeze(made)
            made.session.answer(FieldPath("a", "name"), "最后的名称")
            made.flush()
            self.truth = dict(made._draft.values())
            self.files = set(made._draft.evidence_hashes())
        self.whole = self.path.read_bytes()

    def _work(self, made: Declaration, folder: Path, turn: int) -> None:
        session = made.session
        session.answer(FieldPath("a", "name"), f"名称 {turn}")
        session.insert_rows(ROWS, 0, [{"name": f"设备 {turn}-{n} {'长' * 60}", "n": n} for n in range(25)])
        for row in session.answers.rows(ROWS)[:20]:
            session.answer(ROWS.at(row, "name"), f"改 {turn}")
        session.remove_rows(ROWS, session.answers.rows(ROWS)[:1])
        entry = session.insert_rows(ENTRIES, 0, [{}])[0]
        page = f"rd@{entry}"
        session.answer(FieldPath(page, "name"), f"项目 {turn}")
        session.insert_rows(FieldPath(page, "staff"), 0, [{"n": f"人员 {turn}-{n}"} for n in range(5)])
        picture = folder / f"图 {turn}.png"
        Image.effect_noise((120, 120), 50 + turn).save(picture)
        made.attach(PROOF, [picture])


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The draft that every damage begins from."""
    return Desk(tmp_path_factory.mktemp("desk"))


def unsaid(desk: Desk, saved: Declaration, said: tuple[str, ...], *, aged: bool) -> list[str]:
    """What differs from the truth although nothing names it, and nothing is said of the whole.

    Where no page is old, a word about the history does not do for a value: it must be named, unless its name is lost.
    """
    words = "\n".join(said)
    of_all = SEAL_LOST in words or KEY_LOST in words or "名称也已无法读出" in words or (aged and "注意：" in words)
    values = dict(saved._draft.values())
    named = set(re.findall(r"：([^\s（]+)(?:（.*）)?$", words, re.M))
    wrong = [
        path
        for path, value in desk.truth.items()
        if values.get(path) != value and path not in named and not path.startswith("/frozen/")
    ]
    wrong += [path for path in values.keys() - desk.truth.keys() if path not in named]
    lost = desk.files - set(saved._draft.evidence_hashes())
    wrong += [sha256 for sha256 in lost if "证明材料" not in words]
    return [] if of_all else wrong


def row_has_its_file(saved: Declaration) -> list[bool]:
    """Of each row that stands for a file, whether the file is there."""
    kept = saved._draft.evidence_hashes()
    return [file.sha256 in kept for item in saved.evidence_items() for file in saved.evidence(item)]


def saved_or_told(broken: Path, target: Path) -> tuple[str, ...]:
    """What a rescue says; where the name of the pack is lost it is told, once the refusal has asked for it."""
    try:
        return rescue(broken, target, PASSPHRASE)
    except PackLost:
        assert not target.exists()
        return rescue(broken, target, PASSPHRASE, "tiny")


@pytest.mark.parametrize("part", range(4))
def test_nothing_is_missing_without_a_word_and_the_result_opens_exports_and_freezes(
    desk: Desk, part: int, tmp_path: Path
) -> None:
    exported = losses = 0
    for turn in range(part, DAMAGES, 4):
        chance = random.Random(turn)
        data, names = spoil(chance, desk.whole, desk.older)
        broken, target = tmp_path / "损坏.qibei", tmp_path / f"{turn}.qibei"
        broken.write_bytes(data)
        said = saved_or_told(broken, target)
        with Declaration.open(target, PASSPHRASE) as saved:
            assert len(saved.fingerprint()) == 64
            assert saved.session.checklist() is not None
            assert unsaid(desk, saved, said, aged="old_pages" in names) == [], (turn, names, said)
            assert saved.not_carried == (), (turn, names)
            if said and exported < EXPORTS:
                exported += 1
                export_book(saved, tmp_path / f"book-{turn}", ["pdf"], stand_in=True)
                if all(row_has_its_file(saved)):
                    freeze(saved)
                else:
                    with pytest.raises(ProofsFailed, match="不能编入"):
                        freeze(saved)
        losses += bool(said)
        target.unlink()
    assert losses > 0


def test_a_whole_draft_is_saved_whole_and_nothing_is_said(desk: Desk, tmp_path: Path) -> None:
    assert rescue(desk.path, tmp_path / "neu.qibei", PASSPHRASE) == ()
    with Declaration.open(tmp_path / "neu.qibei", PASSPHRASE) as saved:
        assert dict(saved._draft.values()) == desk.truth
        assert set(saved._draft.evidence_hashes()) == desk.files
