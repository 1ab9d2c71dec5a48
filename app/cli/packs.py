"""What the author of a pack does with its file: check it, look at it, install it; what helps to write it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from app.cli.printing import print_json
from app.declaration import packs as shelf
from app.errors import PackError, PackFault, UsageError
from app.files import cannot_write, replacing
from app.forms.pack.loader import load_pack, load_with_advice
from app.forms.pack.pack import Pack
from app.forms.session import FormSession
from app.forms.values import Json

DONE, REFUSED = 0, 2
Draw = Callable[[Pack, Path], Sequence[Path]]
"""Writes pictures of the pages of a pack into a folder."""


def no_drawing() -> Draw:
    """What draws where there is no window: nothing."""
    return lambda _pack, _folder: ()


def check(options: argparse.Namespace) -> int:
    """Check one pack file: file, line, key and reason of what is wrong, else what is unwise."""
    try:
        pack, advice = load_with_advice(options.file)
    except PackError as fault:
        if options.json:
            print_json({"faults": _json_of(fault.faults), "advice": []})
        else:
            print_faults(fault)
        return REFUSED
    if options.json:
        print_json({"faults": [], "advice": _json_of(advice)})
        return DONE
    for one in advice:
        print(f"{_line(options.file.name, one, '建议：')}")
    print(f"模板可用：{pack.title}（{len(pack.sections)} 页{f'，{len(advice)} 条建议' if advice else ''}）")
    return DONE


def install(options: argparse.Namespace) -> int:
    """Check one pack file and keep a copy of it for new drafts."""
    lost = shelf.lost_words(options.file)
    pack = shelf.install_pack(options.file)
    print(f"已安装模板：{pack.title}（{pack.id}）")
    if lost:
        print(f"注意：{lost}", file=sys.stderr)
    return DONE


def preview(options: argparse.Namespace, drawing: Callable[[], Draw]) -> int:
    """Write the empty form of a pack file that need not be installed, and pictures of its pages."""
    from app.declaration.export.exporting import export_book  # takes long to load

    try:
        pack = load_pack(options.file)
    except PackError as fault:
        print_faults(fault)
        return REFUSED
    folder = options.folder or options.file.with_name(f"{options.file.stem}-预览")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        raise cannot_write(folder, failure, UsageError) from failure
    report = export_book(FormSession(pack), folder, ["pdf"], blank=True)
    pictures = drawing()(pack, folder)
    for file in report.files:
        print(f"空白表格（{report.pages} 页）：{file}")
    print(f"填写页面（{len(pack.sections)} 页，{len(pictures)} 张图片）：{folder}")
    for note in report.notes:
        print(f"说明：{note}")
    return DONE


def schema(options: argparse.Namespace) -> int:
    """Write the JSON Schema of pack files, for editors."""
    from app.forms.pack.language import pack_schema

    if options.target is None:
        print_json(pack_schema())
        return DONE
    words = json.dumps(pack_schema(), ensure_ascii=False, indent=1)
    with replacing(options.target, shared=True) as stream:
        stream.write(f"{words}\n".encode())
    print(f"已写出：{options.target}。在模板的第一行写：# yaml-language-server: $schema={options.target.name}")
    return DONE


def print_faults(fault: PackError) -> None:
    """Every fault of a pack on standard error."""
    for one in fault.faults:
        print(_line(fault.file, one), file=sys.stderr)


def _line(file: str, one: PackFault, mark: str = "") -> str:
    about = f"{one.key}: " if one.key else ""
    return f"{file}:{one.line}:{one.column}: {mark}{about}{one.reason}"


def _json_of(found: Iterable[PackFault]) -> list[Json]:
    return [dict(one._asdict()) for one in found]
