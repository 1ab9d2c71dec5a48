"""Counting words as Word counts 字数."""

from __future__ import annotations

import re

_WORD = re.compile(
    r"[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
    r"|[“”‘’…—·]"
    r"|[^\s\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff“”‘’…—·]+"
)


def count_words(text: str) -> int:
    """字数 as Word shows it: each Chinese character or mark is one, each run of Latin or digits is one."""
    return sum(1 for _ in _WORD.finditer(text))
