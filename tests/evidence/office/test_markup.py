"""XML of strangers: as Python reads it, but for document types, which are refused before they are believed."""

from __future__ import annotations

import io
from xml.etree.ElementTree import ParseError, canonicalize, tostring

import pytest
from defusedxml import DTDForbidden, ElementTree
from evidence.hostile import BILLION, OUTSIDE
from hypothesis import given
from hypothesis import strategies as st

from app.evidence.office.markup import require_no_dtd, tree_in, tree_of

NAMESPACES = (
    '<a:b xmlns:a="urn:a" xmlns="urn:d"><c a:x="1" y="&lt;&#20013;&amp;"/>文<![CDATA[<字>]]><!-- c --><?p i?></a:b>'
)
SOUND = [
    "<a/>",
    NAMESPACES,
    f"<?xml version='1.0'?><!-- {'长' * 9000} --><?p {'i' * 9000}?>\n<a>{'<b/>' * 3000}</a>",
]
TYPES = [
    BILLION + "<x>&l9;</x>",
    OUTSIDE + "<x>&e;</x>",
    "<!DOCTYPE x><x/>",
    f"<!-- {'长' * 9000} --><!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>",
]
TORN = [
    "",
    " ",
    "文",
    "<",
    "<a",
    "<a>",
    "<a></b>",
    "<a>&e;</a>",
    "<a:b/>",
    "<a/><!DOCTYPE a>",
    "<a/><a/>",
    "<?xml?><a/>",
]


def every_way(text: str, encoding: str) -> list[str]:
    """The same XML read from bytes, piece by piece and as a text."""
    data = text.encode(encoding)
    read = [tree_of(lambda: io.BytesIO(data)), tree_in(data), tree_in(text)]
    return [canonicalize(tostring(root, "unicode")) for root in read]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("text", SOUND, ids=range(len(SOUND)))
def test_sound_xml_is_read_whole(text: str, encoding: str) -> None:
    whole = canonicalize(tostring(ElementTree.fromstring(text, forbid_dtd=True), "unicode"))
    assert every_way(text, encoding) == [whole] * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("text", TYPES, ids=range(len(TYPES)))
def test_a_document_type_is_refused_however_it_is_written(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    for read in (lambda: tree_of(lambda: io.BytesIO(data)), lambda: tree_in(data), lambda: tree_in(text)):
        with pytest.raises(DTDForbidden):
            read()
    with pytest.raises(DTDForbidden):
        require_no_dtd(io.BytesIO(data))


@pytest.mark.parametrize("text", TORN)
def test_what_is_no_xml_is_told(text: str) -> None:
    for read in (
        lambda: tree_of(lambda: io.BytesIO(text.encode())),
        lambda: tree_in(text.encode()),
        lambda: tree_in(text),
    ):
        with pytest.raises(ParseError):
            read()


@given(st.text(alphabet="<>/!DOCTYPEax[]&;\"'- \n?=", max_size=60))
def test_whatever_is_written_it_is_read_or_refused_as_before(text: str) -> None:
    kinds = []
    for read in (lambda: tree_in(text), lambda: ElementTree.fromstring(text, forbid_dtd=True)):
        try:
            kinds.append(tostring(read()))
        except (ParseError, DTDForbidden) as failure:
            kinds.append(type(failure).__name__.encode())
    assert kinds[0] == kinds[1]
