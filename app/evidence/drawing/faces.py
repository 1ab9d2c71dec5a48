"""The prepared faces in which samples are drawn; each holds the rare characters of people's names."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from PIL import ImageFont

from app.errors import UsageError
from app.files import resource

FaceName = Literal["plain", "print", "brush"]
_FILES: dict[FaceName, str] = {"plain": "WenQuanYiZenHei.ttf", "print": "UMing.ttf", "brush": "LXGWWenKaiLight.ttf"}


@lru_cache(maxsize=64)
def face(name: FaceName, size: int) -> ImageFont.FreeTypeFont:
    """The face called `name` at `size` pixels; UsageError when it was never prepared."""
    file = resource("fonts", _FILES[name])
    try:
        return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)
    except OSError as failure:
        raise UsageError(
            f"缺少字体“{file.name}”，样例的证明材料画不出来，没有改动任何草稿。", "请重新安装本程序。"
        ) from failure


@lru_cache(maxsize=20_000)
def advance(token: str, name: FaceName, size: int) -> float:
    """How wide one character or one Latin word is, in pixels."""
    return face(name, size).getlength(token)
