"""Texts as they are compared: what word processors change by themselves makes no difference."""

from __future__ import annotations

import hashlib
import re
from base64 import urlsafe_b64encode

from app.export.docx.controls import CHOOSE, PLACEHOLDER
from app.export.returned.filled import PICTURE
from app.forms.wording import clean

TICKS, NO_TICKS = "☑☒√✓✔■▣✅●◉", "□☐○◯▢"
"""What stands in a box that is chosen, ☒ among it as in Word's own control, and in one that is not."""
_WHITE = re.compile(r"[ \t\u00a0\u2000-\u200a\u3000]+")
_ALL_WHITE = re.compile(r"\s+")
_OURS = re.compile(f"{re.escape(PLACEHOLDER)}|{re.escape(CHOOSE)}")
_PROMPT = re.compile(
    r"(单击|点击|单击或点击|点按|轻触)(此处|这里)?.{0,4}(输入|添加|选择).{0,8}|选择一项.?|(Click|Tap|Choose|Enter)\b.{0,40}",
    re.IGNORECASE,
)
_LOW_LINES = re.compile(r"[_＿\s]*")


def answer_of(text: str, *, prompts: bool = False) -> str:
    """What is answered in the words of a blank: without what shows that it is empty."""
    words = clean(_OURS.sub("", text).replace(PICTURE, "").replace("\u00a0", " "))
    if prompts and _PROMPT.fullmatch(words.strip()):
        return ""
    return "" if _LOW_LINES.fullmatch(words) else words.strip("\n")


def normal(text: str) -> str:
    """A text of which white space within lines and at their ends makes no difference."""
    lines = (_WHITE.sub(" ", line).strip() for line in clean(text).split("\n"))
    return "\n".join(line for line in lines if line)


def solid(text: str) -> str:
    """Printed words, without white space."""
    return _ALL_WHITE.sub("", clean(text))


def unnumbered(text: str) -> str:
    """Printed words whose digits make no difference: those of lines with page numbers, which programs count anew."""
    return "#" + re.sub(r"\d", "", text)


def digest(*parts: str) -> str:
    """A short name of some texts: equal for equal ones, and telling nothing of long ones."""
    joined = "\0".join(parts).encode("utf-8", "replace")
    return urlsafe_b64encode(hashlib.sha256(joined).digest()[:6]).decode()
