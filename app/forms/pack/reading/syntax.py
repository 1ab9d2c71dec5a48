"""Why a text is no YAML, told by what stands on the line where the reader stopped.

The reader's own message names its grammar; an author knows lines, colons and quotes.  Each sentence says what to write.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

UTF16 = (b"\xff\xfe", b"\xfe\xff")
UNCLEAR = "写法不对：请检查这一行和上一行的缩进、冒号后的空格和引号"
INDENTED = "缩进不对：同一层的键要左对齐，下一层多缩进两个空格"
COLON = "句子里有半角冒号加空格“: ”，整句要加双引号，或改用全角冒号“：”"
UNQUOTED = "句子以花括号开头，整句要加双引号"
WIDE_COLON = "键后面是全角冒号“：”，须用半角冒号加一个空格“: ”"
NO_SPACE = "冒号后面少一个空格"
NO_KEY = "这一行没有键：要写成“键: 值”，列表的一项前面写 - 和一个空格"
LISTED = "列表要另起一行写，每项前面是 - 和一个空格"
ESCAPE = '双引号里的 \\ 只能写成 \\n（换行）、\\\\（反斜杠本身）或 \\"（半角引号）'
_AS_UTF8 = "请用记事本打开，“另存为”时编码选 UTF-8"
_FULL_COLON = re.compile(r"^[ -]*[\w.]+：")
_NO_SPACE = re.compile(r"^[ -]*[A-Za-z_][\w.]*:[^\s:]")
_COMMA_FOR_KEY = re.compile(r"[{\[][^\"']*?，(?= *[A-Za-z_][\w.]*: )")
_FULL_COMMA = re.compile(r"[{\[][^\"']*?，")
_CHINESE = re.compile("[一-鿿]")
_OF_INDENTATION = ("block", "indentation", "mapping", "expected key", "expected '-'")  # in what the reader says
_SIGNS = "*&!%@`"
_BRACED = re.compile(r"^[ -]*(?:[A-Za-z_][\w.]*: +)?\{[a-z_]+(?::\w+)?\}.*\S")
_ITEM = re.compile(r"""(?:(?<=[\[,])|(?<=: )) *([^"'\[\]{},:]*(?:\{[a-z]\w*(?::\w+)?\}[^"'\[\]{},:]*)+)(?=[,\]}])""")
_COLON_INSIDE = re.compile(r"[{,] *[\w.]+: +([^{}\[\],:\0]+(: )[^{}\[\],\0]*)")
_BACKSLASH = re.compile(r"\\(?![nt\"\\/])")
_LISTED = re.compile(r"^ *(?:- +)*[\w.]+: +(- .*)")
_QUOTED = re.compile(r""" "[^"]*"|'[^']*' """.strip())
_KEYED = re.compile(r"^ *(?:- +)?[^\s\"'{\[][^\"'{\[]*?: +")


class Stumble(NamedTuple):
    """Where reading stopped (line and column from 1), why, and what may have been meant by that line.

    What is found on a line that was not `sure` to be meant so may be for no other reason.
    """

    line: int
    column: int
    reason: str
    meant: tuple[str, ...] = ()
    sure: bool = True


def decoded(data: bytes) -> tuple[str | None, int, str]:
    """The text of a file, and the line and reason of what is wrong with its encoding; no text where it has none."""
    try:
        return data.decode("utf-8-sig"), 1, ""
    except UnicodeDecodeError as failure:
        line = data[: failure.start].count(b"\n") + 1
    if data.startswith(UTF16):
        with suppress(UnicodeDecodeError):
            return data.decode("utf-16"), 1, f"文件是 UTF-16 编码，须是 UTF-8：{_AS_UTF8}"
        return None, 1, f"文件是 UTF-16 编码，须是 UTF-8：{_AS_UTF8}"
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None, line, f"不是 UTF-8 编码的文本：{_AS_UTF8}"
    surely = 10 * len(_CHINESE.findall(data.decode("utf-8", "ignore"))) < len(_CHINESE.findall(text))
    return text if surely else None, line, f"文件是 GBK 编码，须是 UTF-8：{_AS_UTF8}"


def unreadable(lines: Sequence[str], line: int, problem: str) -> Stumble:
    """What is wrong at or above `line` (from 1), where the reader of YAML stopped because of `problem`."""
    flow = not any(word in problem for word in _OF_INDENTATION)
    for number in (line, line - 1):
        if 1 <= number <= len(lines) and (found := _on_line(lines[number - 1], flow=flow)) is not None:
            return found._replace(line=number)
    for number in (line, line - 1) if "':'" in problem else ():
        if 1 <= number <= len(lines) and (words := lines[number - 1].strip()) and not re.search("[:\"'{\\[#]", words):
            return Stumble(number, lines[number - 1].index(words) + 1, NO_KEY, ("",), sure=False)
    for number in range(min(line, len(lines)), 0, -1):
        if lines[number - 1].count('"') % 2 and not _only_closed(lines[number - 1]):
            return _odd_quote(lines[number - 1])._replace(line=number)
    for number in range(min(line, len(lines)), 0, -1) if "',' or" in problem else ():
        text = lines[number - 1]
        if opened := [mark for mark, closing in ("{}", "[]") if text.count(mark) > text.count(closing)]:
            return Stumble(number, text.index(opened[0]) + 1, _general(problem))
    for number in (line - 2, line - 3):
        if 1 <= number <= len(lines) and (found := _on_line(lines[number - 1], flow=flow)) is not None:
            return found._replace(line=number)
    number = max(min(line, len(lines)), 1)
    reason, text = _general(problem), lines[number - 1]
    return Stumble(number, len(text) - len(text.lstrip()) + 1 if reason == INDENTED else 1, reason)


def _on_line(text: str, *, flow: bool) -> Stumble | None:
    """What is wrong with one line by itself; None when nothing of it is known to be wrong."""
    found = _at_beginning(text) or _in_quotes(text) or _in_brackets(text, flow=flow) or _in_words(text)
    return found or (_odd_quote(text) if text.count('"') % 2 else None)


def _at_beginning(text: str) -> Stumble | None:
    """A tab, a key with a wrong colon, a blank or a list behind a key."""
    indent = text[: len(text) - len(text.lstrip())]
    if "\t" in indent:
        wide = tuple(indent.replace("\t", " " * width) + text.lstrip() for width in (2, 4, 8, 0))
        return Stumble(1, indent.index("\t") + 1, "缩进用了制表符（Tab），须用空格", wide, sure=False)
    if match := _FULL_COLON.match(text):
        meant = f"{text[: match.end() - 1]}: {text[match.end() :].lstrip()}"
        return Stumble(1, match.end(), WIDE_COLON, (meant,))
    if match := _NO_SPACE.match(text):
        meant = f"{text[: match.end() - 1]} {text[match.end() - 1 :]}"
        return Stumble(1, match.end(), NO_SPACE, (meant,))
    if _BRACED.match(text):
        place = text.index("{")
        return Stumble(1, place + 1, UNQUOTED, (quoted_from(text, place),))
    if match := _LISTED.match(text):
        return Stumble(1, match.start(1) + 1, LISTED, (quoted_from(text, match.start(1)),))
    return None


def _in_quotes(text: str) -> Stumble | None:
    """A backslash that means nothing."""
    for match in _QUOTED.finditer(text):
        if match[0][0] == '"' and (sign := _BACKSLASH.search(re.sub(r"\\\\", "xx", match[0]))):
            place = match.start() + sign.start()
            return Stumble(1, place + 1, ESCAPE, (f"{text[:place]}\\{text[place:]}",))
    return None


def _in_brackets(text: str, *, flow: bool) -> Stumble | None:
    """A sentence without its quotes, a wide comma; one between words is suspect only where brackets were misread."""
    bare = _QUOTED.sub(lambda match: "\0" * len(match[0]), text)
    for item in _ITEM.finditer(bare):
        if not re.fullmatch(r"\{\w+(?::\w+)?\} *", item[1]):
            meant = f"{text[: item.start(1)]}{quoted_from(item[1], 0)}{text[item.end(1) :]}"
            return Stumble(1, item.start(1) + 1, "括号里的文字含有花括号，整句要加双引号", (meant,))
    inside = _COLON_INSIDE.search(bare)
    if match := _COMMA_FOR_KEY.search(bare) or (_FULL_COMMA.search(bare) if flow and not inside else None):
        reason = "花括号、方括号里用了全角逗号“，”作分隔，须用半角逗号“, ”；逗号是句子里的字时，整句加双引号"
        return Stumble(1, match.end(), reason, (f"{text[: match.end() - 1]}, {text[match.end() :].lstrip()}",))
    if match := inside:
        meant = f"{text[: match.start(1)]}{quoted_from(match[1], 0)}{text[match.end(1) :]}"
        return Stumble(1, match.start(2) + 1, COLON, (meant,))
    return None


def _in_words(text: str) -> Stumble | None:
    """A sentence that begins with a sign of YAML, or has a colon in it."""
    value = text[match.end() :] if (match := _KEYED.match(text)) else text.lstrip(" -")
    if value[:1] in _SIGNS and value[:1]:
        place = text.index(value)
        return Stumble(1, place + 1, f"文字以“{value[0]}”开头，要加双引号", (quoted_from(text, place),))
    if match and ": " in value and value[0] not in "\"'{[":
        words = len(text) - len(text.lstrip(" -"))
        of_list = "-" in text[:words] and not text[words : match.end()].isascii()
        return Stumble(1, text.rindex(": ") + 1, COLON, (quoted_from(text, words if of_list else match.end()),))
    if match and re.match(" *- ", text) and not text[: match.end()].isascii() and '"' not in text:
        words = len(text) - len(text.lstrip(" -"))
        return Stumble(1, match.end() - 1, COLON, (quoted_from(text, words),))
    return None


def quoted_from(text: str, place: int) -> str:
    """The line with all from `place` in double quotes."""
    words = text[place:].rstrip().replace("\\", "\\\\").replace('"', '\\"')
    return f'{text[:place]}"{words}"'


def _only_closed(text: str) -> bool:
    """Whether the one quote of a line ends its words; see `unmeant`."""
    value = text[match.end() :] if (match := _KEYED.match(text)) else text.lstrip(" -")
    return text.count('"') == 1 and value.rstrip().endswith('"') and len(value.strip()) > 1


def _odd_quote(text: str) -> Stumble:
    """That a line has a quote too few; the missing one is known where all behind it is one sentence."""
    place = text.index('"')
    begins = text.count('"') == 1 and re.fullmatch(r" *(?:- +)?(?:[^\s\"'{\[]+: +)?", text[:place])
    meant = (f'{text.rstrip()}"',) if begins else ()
    return Stumble(1, place + 1, "双引号没有成对：句子两头各要一个半角的双引号", meant, sure=False)


def _general(problem: str) -> str:
    if "',' or" in problem or "flow" in problem:
        return "花括号或方括号没有成对，或者里面少了逗号"
    if any(word in problem for word in _OF_INDENTATION):
        return INDENTED
    return UNCLEAR
