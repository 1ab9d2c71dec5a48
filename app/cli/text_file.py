"""Text from a file that an argument names, within bounds."""

from __future__ import annotations

from pathlib import Path

from app.errors import UsageError
from app.files import NoPlainFile, TooLarge, read_bounded, shown

LARGEST = 1_000_000  # bytes
LARGEST_SECRET = 65_536  # bytes


def read_text(file: Path, limit: int = LARGEST, *, pipes: bool = False) -> str:
    """The UTF-8 text in `file`; UsageError when it has none, or more than anybody needs."""
    try:
        return read_bounded(file, limit, pipes=pipes).decode("utf-8-sig").replace("\r\n", "\n")
    except TooLarge as failure:
        raise _refused(file, f"超过 {limit // 1000} KB", "请检查是否选错了文件。") from failure
    except NoPlainFile as failure:
        raise _refused(file, "不是普通文件", "请检查是否选错了文件。") from failure
    except TimeoutError as failure:
        raise _refused(file, "等了很久也没有给出内容", "请检查写入它的程序。") from failure
    except (OSError, UnicodeDecodeError) as failure:
        raise _refused(file, "无法读取", "请检查它是否存在、是否为 UTF-8 文本。") from failure


def read_secret(file: Path) -> str:
    """What a file of passwords holds; it may be a pipe, such as `<(…)` of a shell."""
    return read_text(file, LARGEST_SECRET, pipes=True)


def _refused(file: Path, why: str, hint: str) -> UsageError:
    return UsageError(f"文件“{shown(file.name)}”{why}，什么都没有改动。", hint)
