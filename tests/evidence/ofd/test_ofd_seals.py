"""Electronic seals: their pictures stand on the pages, and what was changed since is said."""

from __future__ import annotations

import hashlib
import zipfile
from io import BytesIO

import pytest
from asn1crypto import core
from evidence.ofd.writing import (
    BLACK,
    RED,
    SM3,
    WHITE,
    Look,
    Ofd,
    filled,
    flat,
    halves,
    near,
    square,
    text,
)

STAMP = '<StampAnnot ID="1" PageRef="1" Boundary="50 50 20 20"/>'
UNKNOWN = "未核对签章人身份，仅供参考。"


def sequence(*parts: core.Asn1Value) -> core.Asn1Value:
    return core.Asn1Value(class_=0, tag=16, method=1, contents=b"".join(part.dump() for part in parts))


def seal(picture: bytes, kind: str = "png", name: str = "某某市科学技术局") -> core.Asn1Value:
    """SESeal of GB/T 38540-2020."""
    head = sequence(core.IA5String("ES"), core.Integer(4), core.IA5String("厂商".encode().hex()))
    properties = sequence(core.Integer(3), core.UTF8String(name), core.Integer(1))
    image = sequence(core.IA5String(kind), core.OctetString(picture), core.Integer(40), core.Integer(40))
    info = sequence(head, core.IA5String("5001"), properties, image)
    return sequence(info, core.OctetString(b"certificate"), core.ObjectIdentifier("1.2.156.10197.1.501"))


def value(sealed: core.Asn1Value, signature: bytes = b"") -> bytes:
    """SES_Signature over the digest of a signature file."""
    digest = core.OctetString(hashlib.new("sm3", signature).digest() if signature else b"")
    signed = sequence(core.Integer(4), sealed, core.GeneralizedTime.load(TIME), digest, core.IA5String("/S.xml"))
    return sequence(signed, core.OctetString(b"certificate")).dump()


TIME = b"\x18\x0f20260101000000Z"


def signed(picture: bytes, kind: str = "png", **more: object) -> Ofd:
    """A page of words and a black square, sealed at (50, 50)."""
    ofd = Ofd().page(text("公文", 10, 10), filled(square(55, 55, 4), "0 0 0"))
    return ofd.signed(value(seal(picture, kind)), STAMP, **more)  # type: ignore[arg-type]


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The file with something else in one part."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for info in before.infolist():
            content = before.read(info)
            assert info.filename != part or old in content
            after.writestr(info, content.replace(old, new) if info.filename == part else content)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "GIF"])
def test_the_picture_of_a_seal_stands_in_its_place_and_lets_words_through(kind: str) -> None:
    look = Look(signed(flat("red", kind), kind.lower()).bytes())
    assert near(look.at(65, 65), RED, 8)
    assert look.at(57, 57) == BLACK
    assert [look.at(48, 60), look.at(72, 60)] == [WHITE, WHITE]
    assert look.prepared.removed == ("数字签名（印章图案仍印出）",)
    assert look.prepared.signed


def test_a_seal_that_is_an_ofd_file_is_drawn_as_vectors() -> None:
    inner = Ofd(area="0 0 40 40").page(filled(square(0, 0, 20)), text("章", 20, 20, size=10)).bytes()
    look = Look(signed(inner, "ofd").bytes())
    assert near(look.at(53, 53), RED)
    assert look.at(57, 57) == BLACK
    assert look.at(65, 53) == WHITE
    assert "章" in look.words()


def test_a_seal_across_pages_shows_its_part_on_each() -> None:
    stamps = (
        '<StampAnnot ID="1" PageRef="1" Boundary="90 40 20 20" Clip="0 0 10 20"/>'
        '<StampAnnot ID="2" PageRef="2" Boundary="-10 40 20 20" Clip="10 0 10 20"/>'
    )
    ofd = Ofd().page(text("一", 10, 10)).page(text("二", 10, 10)).signed(value(seal(halves())), stamps)
    look = Look(ofd.bytes())
    assert near(look.at(95, 55), RED)
    assert near(look.at(5, 55, page=1), (0, 0, 255))
    assert look.at(15, 55, page=1) == WHITE


def test_a_seal_of_its_own_file_is_found_where_the_value_is_a_bare_signature() -> None:
    ofd = Ofd(parts={"Doc_0/Seal.esl": seal(flat("red")).dump()}).page(text("一", 10, 10))
    look = Look(ofd.signed(b"\x30\x03\x02\x01\x05", f"{STAMP}<Seal><BaseLoc>/Doc_0/Seal.esl</BaseLoc></Seal>").bytes())
    assert look.at(60, 60) == RED
    assert "“某某市科学技术局”" in look.prepared.notes[0]


@pytest.mark.parametrize("method", [SM3, "SHA1", "SHA256", "MD5"])
def test_a_file_that_is_as_it_was_sealed_is_said_to_be_so(method: str) -> None:
    look = Look(signed(flat("red"), method=method).bytes())
    assert look.prepared.notes == (f"电子签章“某某市科学技术局”：签章后内容没有改动；{UNKNOWN}",)


def test_a_page_that_was_changed_is_named() -> None:
    data = changed(signed(flat("red")).bytes(), "Doc_0/Pages/Page_0/Content.xml", "公文".encode(), "假文".encode())
    look = Look(data)
    assert look.words() == "假文"
    assert look.prepared.notes == (f"电子签章“某某市科学技术局”：签章后有改动（第 1 页），请核对原件；{UNKNOWN}",)


def test_a_page_that_no_seal_covers_is_named() -> None:
    ofd = Ofd().page(text("一", 10, 10)).page(text("二", 10, 10))
    look = Look(ofd.signed(value(seal(flat("red"))), STAMP, but=("Doc_0/Pages/Page_1/Content.xml",)).bytes())
    said = f"电子签章“某某市科学技术局”：所涵盖的内容在签章后没有改动，但没有涵盖第 2 页；{UNKNOWN}"
    assert look.prepared.notes == (said,)


def test_the_list_of_what_is_covered_is_covered_itself() -> None:
    ofd = signed(flat("red"))
    part = "Doc_0/Signs/Sign_0/Signature.xml"
    ofd.parts["Doc_0/Signs/Sign_0/SignedValue.dat"] = value(seal(flat("red")), ofd.parts[part])
    assert "没有改动" in Look(ofd.bytes()).prepared.notes[0]
    look = Look(changed(ofd.bytes(), part, b'Boundary="50 50', b'Boundary="10 50'))
    assert look.prepared.notes == (f"电子签章“某某市科学技术局”：签章后有改动（Signature.xml），请核对原件；{UNKNOWN}",)


def test_a_second_seal_is_no_change_of_what_the_first_covers() -> None:
    ofd = Ofd().page(text("一", 10, 10))
    ofd.signed(value(seal(flat("red"), name="甲")), STAMP).signed(value(seal(flat("red"), name="乙")), STAMP)
    notes = Look(ofd.bytes()).prepared.notes
    assert [note[:7] for note in notes] == ["电子签章“甲”", "电子签章“乙”"]
    assert all("签章后内容没有改动" in note for note in notes)


def test_an_unknown_digest_and_a_seal_without_a_picture_are_said() -> None:
    ofd = Ofd().page(text("一", 10, 10)).signed(value(seal(b"<svg/>", "svg")), STAMP, method="1.2.3")
    prepared = Look(ofd.bytes()).prepared
    assert prepared.notes == (f"电子签章“某某市科学技术局”：没有核对签章后内容是否改动；{UNKNOWN}",)
    assert "读不出图案的电子印章 1 处" in prepared.removed


def test_a_signature_without_a_seal_is_called_a_signature() -> None:
    look = Look(Ofd().page(text("一", 10, 10)).signed(b"\x30\x03\x02\x01\x05", "").bytes())
    assert look.prepared.notes == ("数字签名：签名后内容没有改动；未核对签名人身份，仅供参考。",)
    assert look.prepared.removed == ("数字签名（原件上没有可见的图案）",)


def test_a_seal_within_a_seal_is_not_followed() -> None:
    inner = signed(flat("red")).bytes()
    look = Look(signed(inner, "ofd").bytes())
    assert look.prepared.removed == ("数字签名（印章图案仍印出）",)
    assert "公文" in look.words()


def test_a_seal_for_a_page_that_is_not_there_is_named() -> None:
    stamps = STAMP.replace('PageRef="1"', 'PageRef="404"')
    look = Look(Ofd().page(text("一", 10, 10)).signed(value(seal(flat("red"))), stamps).bytes())
    assert "不知在哪一页的电子印章 1 处" in look.prepared.removed
