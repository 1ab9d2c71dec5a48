"""Words: single lines, long texts, and the formats of phones, addresses and codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from app.forms.codes import credit_code_fault
from app.forms.field_types.base import FieldType, Finding
from app.forms.fields import Field
from app.forms.values import Value
from app.forms.wording import count_words

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")


def clean(text: str) -> str:
    """`text` without control and direction characters that no form prints."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


class TextType(FieldType):
    """One line of words."""

    def read(self, text: str, field: Field) -> Value:
        """The words on one line, outer spaces dropped."""
        return " ".join(clean(text).split("\n")).strip()

    def findings(self, value: Value, field: Field) -> Iterator[Finding]:
        """A text past its limit."""
        if isinstance(value, str) and field.limit and (words := count_words(value)) > field.limit:
            yield "limit", {"words": words, "limit": field.limit}


class ProseType(TextType):
    """A long text of paragraphs, counted as Word counts 字数."""

    def read(self, text: str, field: Field) -> Value:
        """The paragraphs, line ends normalised, trailing blank lines dropped."""
        return clean(text).rstrip()


class FormatType(TextType):
    """Words in a known format: read half-width and without inner spaces where the format has none."""

    def __init__(self, pattern: str, code: str) -> None:
        self.pattern = re.compile(pattern, re.IGNORECASE)
        self.code = code

    def read(self, text: str, field: Field) -> Value:
        """The half-width text; the format itself is a finding, never a refusal."""
        return unicodedata.normalize("NFKC", clean(text)).strip()

    def findings(self, value: Value, field: Field) -> Iterator[Finding]:
        """A text that is not in the format."""
        if isinstance(value, str) and not self.pattern.fullmatch(value):
            yield self.code, {"value": value}


class CreditCodeType(FormatType):
    """统一社会信用代码 (GB 32100-2015) or 组织机构代码 (GB 11714), with its check character."""

    def __init__(self) -> None:
        super().__init__(r".*", "credit_code")

    def read(self, text: str, field: Field) -> Value:
        """The code in capitals, without spaces."""
        return "".join(str(super().read(text, field)).upper().split())

    def findings(self, value: Value, field: Field) -> Iterator[Finding]:
        """A wrong length, character or check character; a doubtful embedded code is advice."""
        if isinstance(value, str) and (fault := credit_code_fault(value)) is not None:
            yield fault, {"value": value}


PHONE = (
    r"(\+?86[- ]?)?(\(?0\d{2,3}\)?[- ]?)?\d{7,8}([-转 ]+\d{1,6})?|(\+?86[- ]?)?1[3-9]\d{9}|[48]00[- ]?\d{3}[- ]?\d{4}"
)
MOBILE = r"(\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
EMAIL = r"[A-Z0-9._%+-]+@[A-Z0-9-]+(\.[A-Z0-9-]+)*\.[A-Z]{2,}"
URL = r"(https?://)?[A-Z0-9-]+(\.[A-Z0-9-]+)+(:\d{1,5})?(/\S*)?"
