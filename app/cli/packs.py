"""What the author of a pack does with its file: check it, install it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from app.cli.printing import print_json
from app.declaration import packs as shelf
from app.errors import PackError, PackFault
from app.forms.pack.loader import load_with_advice
from app.forms.values import Json

DONE, REFUSED = 0, 2


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
    pack = shelf.install_pack(options.file)
    print(f"已安装模板：{pack.title}（{pack.id}）")
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
