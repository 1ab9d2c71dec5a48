"""The search for secret words finds them in every coding and every wrapping, and nothing where there is nothing."""

from __future__ import annotations

import base64
import gzip
import io
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from reliability.leaks import ProcessWatch, Search

WORD = "金丝雀七四一"
TEXT = f"前面 {WORD} 后面"
WRAPPED = {
    "utf-8": TEXT.encode(),
    "utf-16": TEXT.encode("utf-16"),
    "gb18030": TEXT.encode("gb18030"),
    "base64": base64.b64encode(TEXT.encode()),
    "base64, shifted": base64.b64encode(b"x" + TEXT.encode()),
    "hex": TEXT.encode().hex().upper().encode(),
    "JSON": TEXT.encode("ascii", "backslashreplace"),
    "zlib": b"stream\n" + zlib.compress(TEXT.encode()) + b"\nendstream",
    "gzip": gzip.compress(TEXT.encode()),
}


def zipped(text: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("document.xml", text)
    return stream.getvalue()


@pytest.mark.parametrize("data", [*WRAPPED.values(), zipped(TEXT)], ids=[*WRAPPED, "zip"])
def test_a_word_is_found_however_it_lies_there(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "file").write_bytes(data)
    assert len(Search([WORD]).in_folder(tmp_path)) == 1


def test_a_word_in_the_name_of_a_file_is_found(tmp_path: Path) -> None:
    (tmp_path / f"{WORD}.txt").touch()
    assert len(Search([WORD]).in_folder(tmp_path)) == 1


def test_other_words_are_not_found_and_folders_passed_by_are_not_looked_into(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(zipped("别的内容"))
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "file").write_bytes(TEXT.encode())
    assert Search([WORD]).in_folder(tmp_path, [tmp_path / "own"]) == []


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at as Linux shows them")
def test_a_word_among_the_arguments_of_a_child_is_found() -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1)", WORD])
    watch = ProcessWatch(child.pid, Search([WORD]), [])
    watch.start()
    child.wait()
    assert len(watch.over()) == 1
