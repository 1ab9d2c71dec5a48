"""Every hostile file, attached to a real declaration: refused or tamed in words, and the draft is as good as before."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from evidence.hostile import CORPUS, Hostile, picture
from forms.tiny_packs import tiny_pack
from special_files import pipe

from app.declaration.declaration import Declaration
from app.errors import EvidenceRefused
from app.evidence.apart.worker import Worker
from app.evidence.intake import take_in_all, take_in_bytes
from app.forms.paths import FieldPath

PASSPHRASE = "申报 2026 绝密"
CONTENTS = """
- id: a
  title: 甲
  body: ["名称：{name:text}"]
  evidence: [{id: proof, title: 截图}]
"""
NAME, PROOF = FieldPath("a", "name"), FieldPath("a", "proof")
GROWTH = 100_000  # kB


@pytest.fixture(scope="module")
def declaration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Declaration]:
    path = tmp_path_factory.mktemp("hostile") / "申报.qibei"
    with Declaration.create(tiny_pack(CONTENTS), path, PASSPHRASE) as made:
        yield made


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as shared:
        yield shared


TAKEN = [case for case in CORPUS if os.name != "nt" or Path(case.name).stem != "con"]  # Windows makes no such file


@pytest.mark.parametrize("case", TAKEN, ids=[case.name for case in TAKEN])
def test_a_hostile_file_is_refused_or_tamed_and_the_draft_lives(
    declaration: Declaration, worker: Worker, tmp_path: Path, case: Hostile
) -> None:
    file = tmp_path / case.name
    file.write_bytes(case.make())
    before = declaration.session.answers.row_count(PROOF)
    if case.refused:
        with pytest.raises(EvidenceRefused) as refused:
            declaration.add_evidence(PROOF, take_in_all([file], worker=worker))
        assert case.refused in refused.value.message
        assert refused.value.message.endswith("草稿未改动。")
        assert declaration.session.answers.row_count(PROOF) == before
    else:
        declaration.add_evidence(PROOF, take_in_all([file], worker=worker))
        *_, taken = declaration.evidence(PROOF)
        assert (taken.name, taken.removed) == (case.kept or case.name, case.removed)
        prepared = worker.prepare(taken.name, declaration.evidence_bytes(taken.sha256))
        assert prepared.removed == tuple(part for part in case.removed.split("、") if part)
        assert prepared.sheets or prepared.content
        for word in (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA", b"/Annots"):
            assert word not in prepared.pdf
    words = f"写在{case.kept or case.name}之后"
    declaration.session.answer(NAME, words)
    declaration.flush()
    assert words in dict(declaration._draft.values())[str(NAME)]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes among its files")
def test_a_pipe_and_a_folder_named_like_a_file_are_refused_at_once(declaration: Declaration, tmp_path: Path) -> None:
    pipe(tmp_path / "管道.pdf")
    (tmp_path / "文件夹.pdf").mkdir()
    with pytest.raises(EvidenceRefused, match=r"“管道[.]pdf”没有加入：不是文件"):
        declaration.attach(PROOF, [tmp_path / "管道.pdf"])
    with pytest.raises(EvidenceRefused, match=r"“文件夹[.]pdf”没有加入：文件夹里没有可以加入的文件"):
        declaration.attach(PROOF, [tmp_path / "文件夹.pdf"])


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\boot.ini", "/etc/甲.png", "报告\u202egnp.exe", "NUL.png"]
)
def test_a_hostile_name_is_a_plain_one_afterwards(worker: Worker, name: str) -> None:
    kept = take_in_bytes(name, picture("PNG", (20, 20)), worker).name
    assert kept in {"passwd", "boot.ini", "甲.png", "报告gnp.exe", "_NUL.png"}


ATTACHING = """
import sys
from pathlib import Path
from app.errors import EvidenceRefused
from app.evidence.intake import take_in_all
from app.evidence.apart.worker import Worker

def most():
    words = Path("/proc/self/status").read_text().split()
    return int(words[words.index("VmHWM:") + 1])

if __name__ == "__main__":
    small, *bombs = map(Path, sys.argv[1:])
    with Worker() as worker:
        take_in_all([small], worker=worker)
        before = most()
        for bomb in bombs:
            try:
                take_in_all([bomb], worker=worker)
            except EvidenceRefused:
                pass
    print(most() - before)
"""


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_program_itself_does_not_grow(tmp_path: Path) -> None:
    names = ["炸弹.docx", "炸弹.xlsx", "说谎的炸弹.docx", "十亿个笑.docx", "六万见方.png", "一千页.tif"]
    names += ["炸弹.pdf", "双层炸弹.pdf", "对象流炸弹.pdf", "巨图.pdf", "深页树.pdf", "巨图.docx", "一千层.docx"]
    names += ["炸弹.ofd", "百万点.ofd", "六万见方.heic", "一百万帧.gif", "炸弹.zip", "信中信.eml", "深.html", "长.txt"]
    cases = {case.name: case for case in CORPUS}
    for name in ("脚本.pdf", *names):
        (tmp_path / name).write_bytes(cases[name].make())
    (tmp_path / "attaching.py").write_text(ATTACHING, "utf-8")
    command = [sys.executable, str(tmp_path / "attaching.py"), str(tmp_path / "脚本.pdf")]
    command += [str(tmp_path / name) for name in names]
    house = Path(__file__).resolve().parents[2]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(house)})
    assert done.stderr == ""
    assert int(done.stdout) < GROWTH
