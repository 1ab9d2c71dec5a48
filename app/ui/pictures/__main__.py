"""Pictures of the window without a display: `python -m app.ui.pictures DRAFT --out DIR`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

SIZE = (1024, 700)


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw the first screen, every page and the check list of a draft; the exit status."""
    options = _parser().parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    from app.errors import AppError

    try:
        return _draw(options)
    except AppError as failure:
        print(failure, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m app.ui.pictures", description="把申报书的各个页面画成图片")
    parser.add_argument("draft", type=Path, help="申报书文件")
    parser.add_argument("--out", type=Path, required=True, help="图片放到哪个文件夹")
    parser.add_argument("--scale", type=float, default=1.0, help="放大倍数，如 2")
    parser.add_argument("--appearance", choices=("light", "dark"), default="light", help="浅色或深色")
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


def _draw(options: argparse.Namespace) -> int:
    from app.declaration.declaration import Declaration
    from app.settings import Recent, Settings
    from app.ui.application import make_application
    from app.ui.main_window import MainWindow
    from app.ui.pictures.camera import Camera

    options.out.mkdir(parents=True, exist_ok=True)
    declaration = Declaration.open(options.draft, _passphrase(options), read_only=False)
    settings = Settings(options.out / "settings.json", appearance=options.appearance)
    settings.opened(Recent(declaration.path, declaration.pack.title))
    application = make_application(settings)
    window = MainWindow(settings)
    window.resize(*SIZE)
    window.show()
    camera = Camera(application, window, options.out)
    camera.take("00-开始")
    window.show_declaration(declaration)
    camera.take_form()
    window.close()
    settings.file.unlink(missing_ok=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
