"""The commands for remarks: listed, made, answered, ticked off, taken up again."""

from __future__ import annotations

import argparse

from app.cli.printing import print_json
from app.cli.reading import opened
from app.declaration.declaration import Declaration
from app.declaration.remarks import making, telling
from app.declaration.remarks.remarks import SHORT_ID, named, remarks
from app.errors import UsageError

DONE = 0
HOW = "写成 remark 草稿 位置 内容、--answer 编号 内容、--settle 编号 或 --reopen 编号。"


def list_remarks(options: argparse.Namespace) -> int:
    """List every remark, open and settled."""
    with opened(options, read_only=True) as declaration:
        kept, session = remarks(declaration), declaration.session
        if options.json:
            unreadable = {"unreadable": kept.unreadable} if kept.unreadable else {}
            print_json({"remarks": [telling.remark_json(session, one) for one in kept.found], **unreadable})
            return DONE
        for one in kept.found:
            print("\n".join(telling.remark_lines(session, one)))
    if not kept.found:
        print("没有批注。")
    if words := telling.unreadable_words(kept):
        print(f"注意：{words}")
    return DONE


def remark(options: argparse.Namespace) -> int:
    """Make a remark on a page, blank, row or cell; or answer, tick off, take up again the one that is named."""
    chosen = [name for name in ("answer", "settle", "reopen") if getattr(options, name)]
    if len(chosen) > 1 or len(options.words) != (0 if chosen else 2):
        raise UsageError("批注命令写法不对，什么都没有改动。", HOW)
    with opened(options) as declaration:
        print(_done(declaration, options, chosen[0] if chosen else ""))
    return DONE


def _done(declaration: Declaration, options: argparse.Namespace, what: str) -> str:
    if not what:
        path, text = options.words
        made = making.remark(declaration, telling.stored_path(declaration.session, path), text)
        return f"已加批注，编号 {made[:SHORT_ID]}。"
    name, *text = options.answer or (getattr(options, what),)
    one = named(remarks(declaration), name)
    if what == "answer":
        making.answer(declaration, one, text[0])
        return "已加答复。"
    if what == "settle":
        making.settle(declaration, one)
        return "批注已标为已处理。"
    making.reopen(declaration, one)
    return "批注已重新打开。"
