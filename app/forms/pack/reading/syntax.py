"""Why a text is no YAML, told by what stands on the line where the reader stopped.

The reader's own message names its grammar; an author knows lines, colons and quotes.  Each sentence says what to write.
"""

from __future__ import annotations

import re

UTF16 = (b"\xff\xfe", b"\xfe\xff")
_AS_UTF8 = "请用记事本打开，“另存为”时编码选 UTF-8"
_FULL_COLON = re.compile(r"^[ -]*[\w.]+：")
_NO_SPACE = re.compile(r"^[ -]*[A-Za-z_][\w.]*:[^\s:]")
_FULL_COMMA = re.compile(r"[{\[][^\"']*，")
_SIGNS = "*&!%@`"
_BRACED = re.compile(r"^[ -]*(?:[\w.]+: +)?\{[a-z_]+(?::\w+)?\}.*\S")
_KEYED = re.compile(r"^ *(?:- +)?[^\s\"'{\[][^\"'{\[]*?: +")


def undecodable(data: bytes) -> str:
    """Why bytes are no UTF-8, and what to do."""
    if data.startswith(UTF16):
        return f"文件是 UTF-16 编码，须是 UTF-8：{_AS_UTF8}"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return f"不是 UTF-8 编码的文本：{_AS_UTF8}"
    return f"文件是 GBK 编码，须是 UTF-8：{_AS_UTF8}"


def unreadable(lines: list[str], line: int, problem: str) -> tuple[int, int, str]:
    """The line and column (from 1) of what is wrong at or above `line` (from 1), and why."""
    for number in (line, line - 1):
        if 1 <= number <= len(lines) and (found := _on_line(lines[number - 1])) is not None:
            return number, *found
    for number in range(min(line, len(lines)), 0, -1):
        if lines[number - 1].count('"') % 2:
            return number, lines[number - 1].index('"') + 1, "双引号没有成对：句子两头各要一个半角的双引号"
    for number in range(min(line, len(lines)), 0, -1) if "',' or" in problem else ():
        text = lines[number - 1]
        if opened := [mark for mark, closing in ("{}", "[]") if text.count(mark) > text.count(closing)]:
            return number, text.index(opened[0]) + 1, _general(problem)
    return line, 1, _general(problem)


def _on_line(text: str) -> tuple[int, str] | None:
    """The column of what is wrong on one line, and why; None when nothing of it is known to be wrong."""
    indent = text[: len(text) - len(text.lstrip())]
    if "\t" in indent:
        return indent.index("\t") + 1, "缩进用了制表符（Tab），须用空格"
    if match := _FULL_COLON.match(text):
        return match.end(), "键后面是全角冒号“：”，须用半角冒号加一个空格“: ”"
    if match := _NO_SPACE.match(text):
        return match.end(), "冒号后面少一个空格"
    if match := _BRACED.match(text):
        return text.index("{") + 1, "句子以花括号开头，整句要加双引号"
    if match := _FULL_COMMA.search(text):
        return match.end(), "花括号、方括号里用了全角逗号“，”作分隔，须用半角逗号“, ”；逗号是句子里的字时，整句加双引号"
    value = text[match.end() :] if (match := _KEYED.match(text)) else text.lstrip(" -")
    if value[:1] in _SIGNS and value[:1]:
        return text.index(value) + 1, f"文字以“{value[0]}”开头，要加双引号"
    if match and ": " in value and value[0] not in "\"'{[":
        return text.rindex(": ") + 1, "句子里有半角冒号加空格“: ”，整句要加双引号，或改用全角冒号“：”"
    if text.count('"') % 2:
        return text.index('"') + 1, "双引号没有成对：句子两头各要一个半角的双引号"
    return None


def _general(problem: str) -> str:
    if "',' or" in problem or "flow" in problem:
        return "花括号或方括号没有成对，或者里面少了逗号"
    if any(word in problem for word in ("block", "indentation", "mapping", "expected key", "expected '-'")):
        return "缩进不对：同一层的键要左对齐，下一层多缩进两个空格"
    return "写法不对：请检查这一行和上一行的缩进、冒号后的空格和引号"
