"""The command that tells what was done to a draft."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator

from app.cli.reading import opened
from app.cli.streams import escaped
from app.declaration.history import EVERYTHING, Record, past, record_json, record_lines, records, scope_of
from app.declaration.sharing.report import Telling
from app.errors import UsageError

DONE = 0


def history(options: argparse.Namespace) -> int:
    """Tell who changed what, when, from what to what: in the whole draft, or at one page or blank."""
    with opened(options, read_only=True) as declaration:
        session = declaration.session
        scope = scope_of(session, options.part) if options.part else EVERYTHING
        seen = past(declaration.draft, scope)
        if not (scope.known or seen.met):
            words = f"模板和修改历史中都没有“{options.part}”，没有列出修改历史。"
            raise UsageError(words, "可先用 qibei answers --json 查看全部名称。")
        found = records(declaration.draft, seen, scope)
        if options.json:
            _print_document(found)
        else:
            _print_lines(found, Telling(session, session), everything=scope == EVERYTHING)
    return DONE


def _print_document(found: Iterator[Record]) -> None:
    """Print one JSON document step by step: a history may be longer than the memory has room for."""
    print('{"history": [', end="")
    for number, record in enumerate(found):
        print("," if number else "", escaped(json.dumps(record_json(record), ensure_ascii=False)), sep="\n", end="")
    print("\n]}")


def _print_lines(found: Iterator[Record], telling: Telling, *, everything: bool) -> None:
    told = False
    for record in found:
        told = True
        for line in record_lines(record, telling):
            print(line)
    if not told:
        print("还没有修改过。" if everything else "这里还没有修改过。")
