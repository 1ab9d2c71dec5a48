"""The document's settings and font table: duplex pages, Chinese typesetting, names of the faces."""

from __future__ import annotations

from app.export.docx.elements import BOX_FACE, DECLARATION, NAMESPACES, element
from app.export.docx.footnotes import RULES
from app.export.docx.styles import LATIN

_WORD = "http://schemas.microsoft.com/office/word"
_COMPATIBILITY = {
    "compatibilityMode": 15,  # Word 2013 and later: tables start at the type area's edge
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}
# name, other name, PANOSE, GB 2312 charset, family, pitch
_FACES = (
    ("仿宋", "FangSong", "02010609060101010101", "86", "modern", "fixed"),
    ("楷体", "KaiTi", "02010609060101010101", "86", "modern", "fixed"),
    ("黑体", "SimHei", "02010609060101010101", "86", "modern", "fixed"),
    ("宋体", "SimSun", "02010600030101010101", "86", "auto", "variable"),
    (LATIN, "Liberation Serif", "02020603050405020304", "00", "roman", "variable"),
    (BOX_FACE, "DejaVu Sans", "020b0502040204020203", "00", "swiss", "variable"),
)


def settings_xml() -> str:
    """The part `word/settings.xml`; `updateFields` stays out, for Word would ask and WPS ignores it."""
    content = (
        element("zoom", percent=100)
        + "<w:mirrorMargins/>"
        + element("defaultTabStop", val=420)
        + "<w:evenAndOddHeaders/>"
        + element("characterSpacingControl", val="compressPunctuation")
        + element(
            "footnotePr",
            *(element("footnote", id=number) for _, number in RULES),
        )
        + element("compat", _COMPATIBLE, *(_compatible(name, value) for name, value in _COMPATIBILITY.items()))
        + element("decimalSymbol", val=".")
        + element("listSeparator", val=",")
    )
    return f"{DECLARATION}<w:settings {NAMESPACES}>{content}</w:settings>"


# As in Chinese Word; a gap at a line's end keeps its underline, a line before a forced break is not stretched, and the
# white after a paragraph adds to the white before the next one, as in the book (else only the greater of both counts).
_COMPATIBLE = (
    "<w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
    "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:doNotUseHTMLParagraphAutoSpacing/><w:useFELayout/>"
)


def _compatible(name: str, value: int) -> str:
    return element("compatSetting", name=name, uri=_WORD, val=str(value))


def fonts_xml() -> str:
    """The part `word/fontTable.xml`: the faces in use and how to replace one that is missing."""
    return f"{DECLARATION}<w:fonts {NAMESPACES}>{''.join(_font(*face) for face in _FACES)}</w:fonts>"


def _font(name: str, other: str, panose: str, charset: str, family: str, pitch: str) -> str:
    details = {"altName": other, "panose1": panose, "charset": charset, "family": family, "pitch": pitch}
    return element("font", *(element(key, val=value) for key, value in details.items()), name=name)
