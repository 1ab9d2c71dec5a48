"""The pictures of the window, made without a display."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from daily import daily
from forms.tiny_packs import tiny_yaml
from PySide6.QtGui import QImage
from ui.person import PASSPHRASE

from app.declaration.declaration import Declaration
from app.ui.pictures.place import showable_place


@pytest.fixture(autouse=True)
def quick_keys() -> None:
    """Another process opens the draft, with a key as it is derived there."""


HURRIED = """
import sys
from app.ui.pictures import __main__ as pictures, camera
camera.PAUSE = 0.02
sys.exit(pictures.main())
"""
"""The program that takes them, with less patience for what finds its place late: these pictures nobody looks at."""


def take(draft: Path, out: Path, passphrase: str, *more: str) -> subprocess.CompletedProcess[str]:
    """Run the program that takes them."""
    command = [sys.executable, "-c", HURRIED, str(draft), "--out", str(out), "--scale", "2", *more]
    environment = {**os.environ, "QIBEI_PASSPHRASE": passphrase, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(command, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("part", daily(("views", "all"), "views"))
def test_every_page_the_first_screen_and_the_check_list_are_drawn(
    declaration: Declaration, tmp_path: Path, part: str
) -> None:
    declaration.close()
    out = tmp_path / "图片"
    done = take(declaration.path, out, PASSPHRASE, "--part", part)
    assert (done.returncode, done.stdout) == (0, "")
    names = {file.stem for file in out.iterdir()}
    assert {
        "00-开始",
        "01-cover",
        "02-applicant",
        "03-equipment",
        "04-bounds",
        "05-rows",
        "99-齐备检查",
        "99-批注",
        "菜单-清单",
    } <= names
    picture = QImage(str(out / "01-cover.png"))
    assert (picture.width(), picture.height()) == (2048, 1400)
    assert len({picture.pixel(x, y) for x in range(0, 2048, 16) for y in range(0, 1400, 16)}) > 5


def test_it_is_drawn_in_a_folder_that_one_may_show_and_nothing_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "申报书").mkdir()
    dead = tmp_path / "申报书（2）"
    dead.symlink_to(tmp_path / "died.work")
    out = tmp_path / "out"
    out.mkdir()
    with showable_place(out) as place:
        assert place == dead
        (place / "示例公司.qibei").touch()
    assert [file.name for file in tmp_path.glob("申报书*")] == ["申报书"]
    assert list(out.iterdir()) == []


def test_where_no_link_can_be_made_it_is_drawn_in_the_workplace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "symlink_to", denied)
    out = tmp_path / "out"
    out.mkdir()
    with showable_place(out) as place:
        assert place.parent == out
    assert list(out.iterdir()) == []


def denied(*_asked: object, **_how: object) -> None:
    raise PermissionError


def preview(pack: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Run the program that shows the author of a pack what became of it, where there is no display."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    command = [sys.executable, "-m", "app", "pack", "preview", str(pack), *more]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


def test_a_pack_that_is_not_installed_is_previewed_in_one_step(tmp_path: Path) -> None:
    repeated = """\
    - id: page
      title: 基本情况
      body: ["单位名称：{name:text}"]
    - id: works
      title: 项目
      repeat: {entry: 项目, number: （0）}
      body: ["项目名称：{name:text}"]
    """
    pack = tmp_path / "tiny.yaml"
    pack.write_text(tiny_yaml(repeated), "utf-8")
    done = preview(pack)
    assert (done.returncode, done.stderr) == (0, "")
    out = tmp_path / "tiny-预览"
    names = sorted(file.name for file in out.iterdir())
    assert names == ["01-cover.png", "02-page.png", "03-works.png", "测试申报书（空白）.pdf"]
    with pypdfium2.PdfDocument(out / "测试申报书（空白）.pdf") as book:
        assert "基本情况" in "".join(page.get_textpage().get_text_bounded() for page in book)
    assert f"空白表格（3 页）：{out / '测试申报书（空白）.pdf'}" in done.stdout
    assert f"填写页面（3 页，3 张图片）：{out}" in done.stdout
    picture = QImage(str(out / "02-page.png"))
    assert len({picture.pixel(x, y) for x in range(0, 1024, 8) for y in range(0, 700, 8)}) > 5


def test_a_pack_with_faults_is_told_them_and_nothing_is_written(tmp_path: Path) -> None:
    pack = tmp_path / "tiny.yaml"
    pack.write_text(tiny_yaml("- {id: page, titel: 甲}"), "utf-8")
    done = preview(pack, "--out", str(tmp_path / "out"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "titel: 不认识这个键，是不是 title？" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_wrong_passphrase_is_told_in_one_line(declaration: Declaration, tmp_path: Path) -> None:
    declaration.close()
    done = take(declaration.path, tmp_path / "pictures", "falsch")
    assert done.returncode == 2
    assert "密码不正确" in done.stderr
    assert "Traceback" not in done.stderr
