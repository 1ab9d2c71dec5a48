"""The commands that fix a version of a declaration, and compare a PDF with one."""

from __future__ import annotations

import argparse
import sys

from app.cli.printing import print_json
from app.cli.reading import opened
from app.declaration.remarks.remarks import remarks
from app.declaration.remarks.telling import open_words

DONE, BLOCKING = 0, 1


def freeze(options: argparse.Namespace) -> int:
    """Fix a version of a draft; 1 when it is not complete, though it is fixed all the same."""
    from app.declaration.versions.freezing import freeze as fix  # the writers are loaded when a book is made

    with opened(options) as declaration:
        frozen = fix(declaration)
        waiting, words = len(remarks(declaration).open), open_words(declaration)
    version = frozen.version
    if options.json:
        print_json(
            {
                "version": version.number,
                "fingerprint": version.fingerprint,
                "new": frozen.new,
                "pages": version.pages,
                "at": version.at,
                "complete": not frozen.blocking,
                **({"open_remarks": waiting} if waiting else {}),
            }
        )
    elif frozen.new:
        print(f"已记录{version.name}：指纹 {version.short}，共 {version.pages} 页。")
    else:
        print(f"内容与{version.name}相同（指纹 {version.short}），没有记录新的版本。")
    if frozen.blocking:
        print(
            f"注意：齐备检查尚有 {frozen.blocking} 处必须处理的问题，运行 qibei check 查看；处理后请重新定稿。",
            file=sys.stderr,
        )
    if words:
        print(f"注意：{words}", file=sys.stderr)
    return BLOCKING if frozen.blocking else DONE


def verify(options: argparse.Namespace) -> int:
    """Compare a PDF with a fixed version; 1 when a page differs."""
    from app.declaration.versions.verifying import verify as compare  # as above
    from app.declaration.versions.words import result_words, sheet_words, stated_words, verification_json

    with opened(options, read_only=True) as declaration:
        found = compare(declaration, options.file, options.version)
    if options.json:
        print_json(verification_json(found))
        return DONE if found.match else BLOCKING
    for line in (*result_words(found), *sheet_words(found), *stated_words(found)):
        print(line)
    return DONE if found.match else BLOCKING
