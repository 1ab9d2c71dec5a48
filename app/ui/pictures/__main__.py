"""Pictures of every view and dialog without a display: `python -m app.ui.pictures [DRAFT] --out DIR`."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import chdir
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ui.pictures.camera import Camera

SIZE = (1024, 700)
PACK = "sichuan-2022"
SCREEN = "screen.json"
"""The file that describes the screen, found from the folder that it is in: Qt reads no path that is not ASCII."""
WRITER = "王工"
"""Who works here, in the pictures; not who draws them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw the first screen, every page, what stands beside it, and every dialog; the exit status."""
    options = _parser().parse_args(arguments)
    from app.errors import AppError
    from app.ui.pictures.place import showable_place

    try:
        options.out.mkdir(parents=True, exist_ok=True)
        with showable_place(options.out) as place:
            pixels = (round(side * options.scale) for side in options.size)
            Path(place, SCREEN).write_text(json.dumps({"screens": [_screen(*pixels)]}), "utf-8")
            os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={SCREEN}"
            os.environ["QT_SCALE_FACTOR"] = str(options.scale)
            os.environ["LOGNAME"] = WRITER
            return _draw(options, place)
    except AppError as failure:
        print(failure, file=sys.stderr)
        return 2


def _screen(width: int, height: int) -> dict[str, object]:
    """A screen of that many pixels, as Qt's plugin without a display reads it."""
    return {"name": "screen", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}


def _size(words: str) -> tuple[int, int]:
    width, _, height = words.partition("x")
    return int(width), int(height)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m app.ui.pictures", description="把各个界面和对话框画成图片")
    parser.add_argument("draft", type=Path, nargs="?", help="申报书文件；不给时现做一份样例")
    parser.add_argument("--pack", default=PACK, help="没有申报书文件时，按哪个申报模板做样例")
    parser.add_argument("--out", type=Path, required=True, help="图片放到哪个文件夹")
    parser.add_argument("--size", type=_size, default=SIZE, help="窗口大小，如 1920x1080")
    parser.add_argument("--scale", type=float, default=1.0, help="放大倍数，如 2")
    parser.add_argument("--appearance", choices=("light", "dark"), default="light", help="浅色或深色")
    parser.add_argument("--text-size", type=int, default=100, help="字号的百分数，如 150")
    parser.add_argument("--part", choices=("all", "views", "dialogs"), default="all", help="只画界面，或只画对话框")
    parser.add_argument("--only", nargs="+", default=(), help="只画这几个界面，如 99-自评")
    parser.add_argument("--passphrase-file", type=Path, help="存有密码的文件；否则用环境变量 QIBEI_PASSPHRASE")
    return parser


def _passphrase(options: argparse.Namespace) -> str:
    from app.errors import UsageError

    if options.passphrase_file is not None:
        try:
            lines = str(options.passphrase_file.read_text("utf-8")).splitlines()
        except OSError as failure:
            raise UsageError("密码文件读不出来，没有画图片。", "请检查 --passphrase-file 的路径。") from failure
        return lines[0] if lines else ""
    return os.environ.get("QIBEI_PASSPHRASE", "")


def _copied(draft: Path, place: Path) -> Path:
    """A copy to draw, in which pages can be lent: the draft itself stays as it is."""
    from app.errors import UsageError

    try:
        return Path(shutil.copyfile(draft, place / draft.name))
    except OSError as failure:
        raise UsageError("申报书读不出来，没有画图片。", "请检查文件的路径。") from failure


def _draw(options: argparse.Namespace, place: Path) -> int:
    from app.declaration.declaration import Declaration
    from app.declaration.packs import find_pack
    from app.declaration.samples.sample import make_sample
    from app.errors import UsageError
    from app.settings import Recent, Settings
    from app.ui.application import make_application
    from app.ui.main_window import MainWindow
    from app.ui.pictures.camera import Camera
    from app.ui.pictures.views import VIEWS

    if unknown := [name for name in options.only if name not in VIEWS]:
        raise UsageError(f"没有叫“{unknown[0]}”的界面，没有画图片。", f"可以写：{'、'.join(VIEWS)}。")
    draft, passphrase = options.draft, _passphrase(options)
    if draft is None:
        draft, passphrase = place / "示例公司.qibei", os.urandom(16).hex()
        make_sample(find_pack(options.pack), draft, passphrase)
    else:
        draft = _copied(draft, place)
    declaration = Declaration.open(draft, passphrase, read_only=False)
    settings = Settings(place / "settings.json", appearance=options.appearance, text_size=options.text_size)
    settings.window, settings.drafts_folder = options.size, str(place)
    settings.backup_folder = str(place / "备份")
    settings.opened(Recent(declaration.path, declaration.pack.title))
    with chdir(place):
        application = make_application(settings)
    window = MainWindow(settings)
    window.show()
    camera = Camera(application, window, options.out)
    _take(camera, options, lambda: window.show_declaration(declaration), place)
    window.close()
    return 0


def _take(camera: Camera, options: argparse.Namespace, show: Callable[[], None], place: Path) -> None:
    """Take the pictures that are asked for; `show` opens the declaration, `place` is for what the dialogs need."""
    views = options.part != "dialogs" and not options.only
    if views:
        camera.take_start()
    show()
    if views:
        camera.take_pages()
    if options.part != "dialogs":
        camera.take_views(options.only)
    if views:
        camera.take_menus()
    if options.part != "views" and not options.only:
        camera.take_dialogs(place)


if __name__ == "__main__":
    sys.exit(main())
