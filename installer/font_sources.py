"""The free faces of the book: which Debian package each comes from, under which licence, and what is done to it."""

from __future__ import annotations

from dataclasses import dataclass

_TEX = "texlive-lang-chinese"
_FANDOL = ("GPL-3.0-only WITH Font-exception-2.0", "https://ctan.org/pkg/fandol")
_ARPHIC = ("Arphic-1999", "https://www.freedesktop.org/wiki/Software/CJKUnifonts")
_GPL_2 = "GPL-2.0-only WITH Font-exception-2.0"
CHANGED = "2026-11-29"
"""The day on which the changes below were last made differently; the faces say it, as their licences demand."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where one prepared face comes from: package, file in it, and member of a collection; and its licence (SPDX)."""

    target: str
    name: str
    package: str
    file: str
    licence: str
    homepage: str
    member: str = ""

    @property
    def terms(self) -> tuple[str, ...]:
        """Where its package states the terms: patterns of files, all of which are handed on."""
        if self.package == _TEX:  # which says of hundreds of works what is theirs
            return ("*/fonts/fandol/README", "*/fonts/fandol/COPYING.gz")
        own = ("*/license/english/ARPHICPL.TXT.gz",)
        return (f"*/{self.package}/copyright", *(own if self.licence == _ARPHIC[0] else ()))

    @property
    def change(self) -> str:
        """What is done to the file, in a few words; "" when it is copied as it is.

        reportlab and the embedding need one face a file, with TrueType outlines.  Whatever is that already stays as
        it is: LXGW and Liberation are reserved names, which no altered face may bear.
        """
        if self.file.endswith(".otf"):
            return "outlines converted from CFF to TrueType, ticked and empty boxes added, layout tables left out"
        if self.member:
            return f"taken alone out of the collection {self.file}, layout tables left out"
        return ""

    @property
    def change_in_words(self) -> str:
        """The same for users, in Chinese."""
        if self.file.endswith(".otf"):
            return "轮廓由 CFF 转换为 TrueType，补了打勾、打叉和空的方框，去掉了排版用的表"
        return f"从字体集 {self.file} 中单独取出，去掉了排版用的表" if self.member else ""

    @property
    def notice(self) -> str:
        """The notice in a changed face: by whom, when, how, and where the face as it was is found."""
        origin = f"The original is {self.file} in the Debian package {self.package}."
        return f"Changed on {CHANGED} by the Qibei project (installer/prepare_fonts.py): {self.change}. {origin}"


SOURCES = (
    Source("FandolFang.ttf", "Fandol Fang", _TEX, "FandolFang-Regular.otf", *_FANDOL),
    Source("FandolKai.ttf", "Fandol Kai", _TEX, "FandolKai-Regular.otf", *_FANDOL),
    Source("FandolHei.ttf", "Fandol Hei", _TEX, "FandolHei-Regular.otf", *_FANDOL),
    Source("FandolSong.ttf", "Fandol Song", _TEX, "FandolSong-Regular.otf", *_FANDOL),
    Source("UKai.ttf", "AR PL UKai CN", "fonts-arphic-ukai", "ukai.ttc", *_ARPHIC, "UKaiCN"),
    Source("UMing.ttf", "AR PL UMing CN", "fonts-arphic-uming", "uming.ttc", *_ARPHIC, "UMingCN"),
    Source(
        "WenQuanYiZenHei.ttf",
        "WenQuanYi Zen Hei",
        "fonts-wqy-zenhei",
        "wqy-zenhei.ttc",
        _GPL_2,
        "http://wenq.org/",
        "WenQuanYiZenHei",
    ),
    Source(
        "LXGWWenKaiLight.ttf",
        "LXGW WenKai Light",
        "fonts-lxgw-wenkai",
        "LXGWWenKai-Light.ttf",
        "OFL-1.1",
        "https://github.com/lxgw/LxgwWenKai",
    ),
    Source(
        "LiberationSerif.ttf",
        "Liberation Serif",
        "fonts-liberation",
        "LiberationSerif-Regular.ttf",
        _GPL_2,
        "https://github.com/liberationfonts",
    ),
    Source(
        "Symbola.ttf",
        "Symbola",
        "fonts-symbola",
        "Symbola_hint.ttf",
        "LicenseRef-free-for-any-use",
        "https://dn-works.com/ufas/",
    ),
    Source(
        "NotoSansSymbols2.ttf",
        "Noto Sans Symbols 2",
        "fonts-noto-core",
        "NotoSansSymbols2-Regular.ttf",
        "OFL-1.1",
        "https://notofonts.github.io/",
    ),
)
