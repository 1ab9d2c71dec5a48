"""Office documents become PDF by the office program of this computer, within bounds; nothing of it stays behind."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pypdfium2
import pytest

from app.errors import EvidenceRefused
from app.evidence.converting import finding, running
from app.evidence.converting.finding import Office, find_office
from app.evidence.converting.running import convert

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the false office programs are shell scripts")
OFFICE = find_office()
RTF = rb"{\rtf1\ansi\ansicpg936 {\b Equipment contract}\par\page second page}"


def false_office(folder: Path, script: str) -> Office:
    """An office program that does what `script` says; $out is where the PDF is expected."""
    program = folder / "soffice"
    begin = 'while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out="$2"; shift; done; document="$1"'
    program.write_text(f"#!/bin/sh\n{begin}\n{script}\n")
    program.chmod(0o700)
    return Office("LibreOffice", program)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "工作"
    folder.mkdir()
    return folder


def said(office: Office, work: Path) -> str:
    with pytest.raises(EvidenceRefused) as refused:
        convert(office, "合同.doc", b"x", work)
    assert "另存为 PDF 后加入。" in refused.value.hint
    return refused.value.reason


@pytest.mark.skipif(OFFICE is None, reason="this computer has no LibreOffice")
def test_a_document_is_converted_by_the_office_program_of_this_computer(work: Path) -> None:
    assert OFFICE is not None
    pdf = pypdfium2.PdfDocument(convert(OFFICE, "合同.rtf", RTF, work))
    assert len(pdf) == 2
    assert "Equipment contract" in pdf[0].get_textpage().get_text_range()


@pytest.mark.skipif(OFFICE is None, reason="this computer has no LibreOffice")
def test_what_no_office_program_can_open_is_refused(work: Path) -> None:
    assert OFFICE is not None
    empty = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
    with pytest.raises(EvidenceRefused, match="LibreOffice 没有转换成功"):
        convert(OFFICE, "空.doc", empty, work)


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("exit 1", "LibreOffice 没有转换成功"),
        ("exit 0", "LibreOffice 没有转换成功"),
        ('echo "no PDF" > "$out/proof.pdf"', "LibreOffice 没有转换成功"),
        ('ln -s /etc/passwd "$out/proof.pdf"', "LibreOffice 没有转换成功"),
        ('mkdir "$out/proof.pdf"', "LibreOffice 没有转换成功"),
        ("kill -9 $$", "LibreOffice 没有转换成功"),
    ],
)
def test_a_program_that_fails_makes_a_refusal(tmp_path: Path, work: Path, script: str, reason: str) -> None:
    assert said(false_office(tmp_path, script), work) == reason


def test_a_program_that_does_not_start_makes_a_refusal(tmp_path: Path, work: Path) -> None:
    running._without_network.cache_clear()
    program = tmp_path / "soffice"
    program.write_bytes(b"\x7fELF")
    program.chmod(0o700)
    assert said(Office("LibreOffice", program), work) in ("LibreOffice 没有启动", "LibreOffice 没有转换成功")


def test_a_program_that_hangs_is_ended_with_all_that_it_started(
    tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "SECONDS", 1.0)
    begun = time.monotonic()
    office = false_office(tmp_path, f'sleep 300 & echo $! > "{tmp_path}/pid"; wait')
    assert said(office, work) == "LibreOffice 转换超过 1 秒，已停止"
    assert time.monotonic() - begun < 5
    grandchild = int((tmp_path / "pid").read_text())
    for _ in range(50):
        if not _runs(grandchild):
            break
        time.sleep(0.1)
    assert not _runs(grandchild)


def test_a_program_that_writes_without_end_is_ended(
    tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "MAX_WRITTEN", 3_000_000)
    monkeypatch.setattr(running, "_LOOK_AT_DISK", 0.1)
    script = 'n=0; while true; do n=$((n+1)); head -c 1000000 /dev/zero > "$out/$n"; sleep 0.05; done'
    assert said(false_office(tmp_path, script), work) == "LibreOffice 转换时写出的内容过大，已停止"


def test_a_pdf_that_is_too_large_is_not_read_whole(tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "MAX_PDF", 1_000_000)
    office = false_office(tmp_path, 'printf %%PDF- > "$out/proof.pdf"; head -c 2000000 /dev/zero >> "$out/proof.pdf"')
    assert said(office, work).startswith("转换成的 PDF 超过")


def test_one_who_waits_no_longer_ends_it(tmp_path: Path, work: Path) -> None:
    office = false_office(tmp_path, "sleep 300")
    with pytest.raises(EvidenceRefused, match="转换已取消"):
        convert(office, "合同.doc", b"x", work, lambda: True)


def test_the_program_has_no_secret_no_home_and_a_profile_without_macros(
    tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QIBEI_PASSPHRASE", "秘密")
    script = f'env > "{tmp_path}/env"; cp "$document" "{tmp_path}/document"; printf %%PDF-1.7 > "$out/proof.pdf"'
    assert convert(false_office(tmp_path, script), "合同.doc", b"x", work) == b"%PDF-1.7"
    environment = (tmp_path / "env").read_text()
    assert "秘密" not in environment
    assert f"HOME={work}/home\n" in environment
    assert "http_proxy=http://127.0.0.1:9\n" in environment
    assert (tmp_path / "document").read_bytes() == b"x"
    profile = (work / "profile" / "user" / "registrymodifications.xcu").read_text("utf-8")
    assert 'oor:name="MacroSecurityLevel" oor:op="fuse"><value>3<' in profile
    assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true<' in profile


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of another process")
def test_its_memory_is_bounded_and_its_network_leads_nowhere(tmp_path: Path, work: Path) -> None:
    script = f'sleep 0.3; sh -c "ulimit -v; cat /proc/self/net/route" > "{tmp_path}/seen"; exit 1'
    said(false_office(tmp_path, script), work)
    memory, *routes = (tmp_path / "seen").read_text().splitlines()
    assert int(memory) * 1024 == running.MEMORY
    if running._without_network():
        assert not [line for line in routes if not line.startswith("Iface")]


def test_the_ending_helps_the_program_and_a_strange_one_does_no_harm(tmp_path: Path) -> None:
    assert [running._ending(name) for name in ("合同.DOC", "甲", "a./../b", "x.文档")] == [".doc", "", "", ""]


def test_a_program_is_looked_for_on_the_path_and_in_its_usual_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "_FOLDERS", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(Path, "glob", lambda *_: iter(()))
    assert find_office() is None
    office = false_office(tmp_path, "exit 0")
    assert find_office() == office
    monkeypatch.setenv("PATH", ".")
    monkeypatch.chdir(tmp_path)
    assert find_office() is None


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
