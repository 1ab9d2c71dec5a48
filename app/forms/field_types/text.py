"""Words: single lines, long texts, and the formats of phones, addresses and codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from app.forms.field_types.base import FieldType, Finding
from app.forms.field_types.codes import credit_code_fault
from app.forms.pack.fields import Field
from app.forms.values import Value
from app.forms.wording import count_words


class TextType(FieldType):
    """One line of words."""

    def read(self, text: str, field: Field) -> Value:
        """The words, outer spaces dropped."""
        return text.strip()

    def findings(self, value: Value, field: Field) -> Iterator[Finding]:
        """A text past its limit."""
        if isinstance(value, str) and field.limit and (words := count_words(value)) > field.limit:
            yield "limit", {"words": words, "limit": field.limit}


class ProseType(TextType):
    """A long text of paragraphs, counted as Word counts 字数."""

    many_lines = True

    def read(self, text: str, field: Field) -> Value:
        """The paragraphs, what is blank at the end dropped."""
        return text.rstrip()


class FormatType(TextType):
    """Words in a known format, read in half width."""

    def __init__(self, pattern: str, code: str) -> None:
        self.pattern = re.compile(pattern, re.IGNORECASE | re.ASCII)
        self.code = code

    def read(self, text: str, field: Field) -> Value:
        """The half-width text; the format itself is a finding, never a refusal."""
        return unicodedata.normalize("NFKC", text).strip()

    def findings(self, value: Value, field: Field) -> Iterator[Finding]:
        """A text that is not in the format."""
        if isinstance(value, str) and not self.pattern.fullmatch(value):
            yield self.code, {"value": value}


class CreditCodeType(FormatType):
    """统一社会信用代码 (GB 32100-2015) or 组织机构代码 (GB 11714), with its check character."""

    def __init__(self) -> None:
        super().__init__(r".*", "credit_code")

    def read(self, text: str, field: Field) -> Value:
        """The code in half-width capitals, without spaces."""
        bare = "".join(unicodedata.normalize("NFKC", text).upper().split())
        return bare if bare == text else self.read(bare, field)  # what moves together may compose anew

    def findings(self, value: Value, field: Field) -> Iterator[Finding]:
        """A wrong length, character or check character; a doubtful embedded code is advice."""
        if isinstance(value, str) and (fault := credit_code_fault(value)) is not None:
            yield fault, {"value": value}


_COUNTRY = r"(\(?(\+|00)86\)?[- ]?)?"
_MOBILE = r"1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
_LANDLINE = r"(\(?0\d{2,3}\)?[- ]*|(?<=86)[- ]?\d{2,3}[- ]|(?<=86[- ])\d{2,3}[- ])?\d{3,4}[- ]?\d{4}([-转 ]+\d{1,6})?"
_SERVICE = r"[48]00[- ]?\d{3}[- ]?\d{4}"
_NUMBER = rf"({_COUNTRY}({_LANDLINE}|{_MOBILE})|{_SERVICE})"
PHONE = rf"{_NUMBER}([ ]*[、,;/][ ]*{_NUMBER})*"
MOBILE = rf"{_COUNTRY}{_MOBILE}"
EMAIL = r"[A-Z0-9._%+-]+@[A-Z0-9-]+(\.[A-Z0-9-]+)*\.[A-Z]{2,}"
_LABEL = r"[A-Z0-9\u4e00-\u9fff-]+"
URL = rf"(https?://)?{_LABEL}(\.{_LABEL})+(:\d{{1,5}})?([/?#]\S*)?"
