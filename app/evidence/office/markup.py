"""XML of strangers: none with a document type, so that it can declare no entities; what is left Python's parser reads.

A document type stands before the first element or nowhere (XML 1.0, 2.8): to look so far is enough.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import IO, NoReturn
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, ParseError
from xml.parsers import expat

from defusedxml import DTDForbidden

_PIECE = 4096


class _Begun(Exception):
    """The first element begins."""


def tree_of(opened: Callable[[], IO[bytes]]) -> Element:
    """The XML in what `opened` opens, twice; DTDForbidden or ParseError else."""
    with opened() as stream:
        require_no_dtd(stream)
    with opened() as stream:
        return ElementTree.parse(stream).getroot()


def tree_in(text: str | bytes) -> Element:
    """The XML in `text`, whatever encoding it names where it is a str; DTDForbidden or ParseError else."""
    if isinstance(text, str):
        require_no_dtd(io.BytesIO(text.encode()), "utf-8")
    else:
        require_no_dtd(io.BytesIO(text))
    return ElementTree.fromstring(text)


def require_no_dtd(stream: IO[bytes], encoding: str | None = None) -> None:
    """DTDForbidden where a document type stands before the first element, ParseError where there is no element."""
    parser = expat.ParserCreate(encoding, "}")
    parser.StartDoctypeDeclHandler, parser.StartElementHandler = _forbid, _begin
    try:
        while piece := stream.read(_PIECE):
            parser.Parse(piece)
        parser.Parse(b"", True)
    except _Begun:
        return
    except expat.ExpatError as failure:
        raise ParseError(str(failure)) from failure


def _forbid(name: str, system: str | None, public: str | None, _subset: bool) -> NoReturn:
    raise DTDForbidden(name, system, public)


def _begin(_name: str, _attributes: dict[str, str]) -> NoReturn:
    raise _Begun
