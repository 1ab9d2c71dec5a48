"""Electronic signatures: told whether what they cover was changed since, and nothing that is not so."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from evidence.pdf_corpus import PLACE, form_of, pdf, put
from pikepdf import Array, Dictionary, Name, Pdf, String

from app.evidence.pdf.proof import examine
from app.evidence.prepared import Examined, ReadOptions

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ROOM, WIDE = 6_000, 9_999_999_999
Sign = Callable[[bytes], bytes]
UNCHANGED = "签署后内容没有改动；未核对签名人身份，仅供参考。"
BY_DIGEST = "签署后内容没有改动；签名值和签名人身份未核对，仅供参考。"


def certificate(name: str = "张三") -> x509.Certificate:
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime(2026, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(KEY.public_key())
    made = made.serial_number(7).not_valid_before(now).not_valid_after(now + timedelta(days=3_650))
    return made.sign(KEY, hashes.SHA256())


def detached(data: bytes, digest: hashes.SHA256 | hashes.SHA384 | hashes.SHA512 | None = None) -> bytes:
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    builder = pkcs7.PKCS7SignatureBuilder().set_data(data).add_signer(certificate(), KEY, digest or hashes.SHA256())
    return builder.sign(serialization.Encoding.DER, options)


def by_hand(
    data: bytes, digest: str, content: object = None, kind: str = "data", attributes: bool = True, false: bool = False
) -> bytes:
    """A signature in the frame of CMS; with SM3 its value is that of no key, as when it is `false`."""
    known = {"sm3": "1.2.156.10197.1.401"}
    algorithm = algos.DigestAlgorithm({"algorithm": known.get(digest, digest)})
    holder = asn1_x509.Certificate.load(certificate("李四").public_bytes(serialization.Encoding.DER))
    place = {"issuer": holder.issuer, "serial_number": holder.serial_number}
    said = cms.CMSAttributes(
        [{"type": "message_digest", "values": [hashlib.new(digest, data).digest()]}] if attributes else []
    )
    method = {"sha1": hashes.SHA1(), "sha256": hashes.SHA256()}.get(digest)
    value = b"\1" * 256
    if method and not false:
        value = KEY.sign(said.dump() if attributes else data, padding.PKCS1v15(), method)
    signer = {
        "version": "v1",
        "sid": cms.SignerIdentifier("issuer_and_serial_number", place),
        "digest_algorithm": algorithm,
        "signature_algorithm": {"algorithm": "rsassa_pkcs1v15" if method else "1.2.156.10197.1.501"},
        "signature": value,
    }
    if attributes:
        signer["signed_attrs"] = said
    inner = {"content_type": kind} | ({"content": content} if content is not None else {})
    signed = cms.SignedData(
        {
            "version": "v1" if kind == "data" else "v3",
            "digest_algorithms": [algorithm],
            "encap_content_info": inner,
            "certificates": [holder],
            "signer_infos": [signer],
        }
    )
    made: bytes = cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump()
    return made


def time_stamp(data: bytes) -> bytes:
    info = tsp.TSTInfo(
        {
            "version": "v1",
            "policy": "1.2.3",
            "message_imprint": {
                "hash_algorithm": {"algorithm": "sha256"},
                "hashed_message": hashlib.sha256(data).digest(),
            },
            "serial_number": 1,
            "gen_time": datetime(2026, 4, 5, tzinfo=UTC),
        }
    )
    return by_hand(info.dump(), "sha256", core.ParsableOctetString(info.dump()), "tst_info")


def signed(
    sign: Sign = detached, kind: str = "adbe.pkcs7.detached", seen: bool = True, number: int = 1, **more: object
) -> bytes:
    """A page with a signature over all of it, in a field that shows a frame."""

    def change(made: Pdf) -> None:
        value = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), SubFilter=Name(f"/{kind}"))
        value.ByteRange = Array([0, WIDE, WIDE, WIDE])
        value.Contents = String(b"\xaa" * ROOM)
        for key, entry in more.items():
            value[f"/{key}"] = entry
        for index in range(number):
            look = Dictionary(N=form_of(made, b"1 0 0 RG 4 w 4 4 72 42 re S"))
            field = Dictionary(Subtype=Name.Widget, FT=Name.Sig, T=f"s{index}", V=made.make_indirect(value))
            field.Rect = Array(PLACE if seen else [0, 0, 0, 0])
            field.AP = look
            put(made, field)
        made.Root.AcroForm = Dictionary(Fields=made.pages[0].obj.Annots, SigFlags=3)

    return filled(pdf(change), sign)


def filled(data: bytes, sign: Sign) -> bytes:
    """The file with its byte range and its signature written into the room for them."""
    start = data.index(b"<" + b"aa" * 40)
    end = data.index(b">", start) + 1
    room = b"[ 0 %d %d %d ]" % (WIDE, WIDE, WIDE)
    span = b"[ 0 %d %d %d ]" % (start, end, len(data) - end)
    data = data.replace(room, span.ljust(len(room)))
    value = sign(data[:start] + data[end:]).hex().encode()
    return data[: start + 1] + value.ljust(end - start - 2, b"0") + data[end - 1 :]


def told(data: bytes) -> Examined:
    return examine("合同.pdf", data, ReadOptions())


@pytest.mark.parametrize(
    ("sign", "kind"),
    [
        (detached, "adbe.pkcs7.detached"),
        (detached, "ETSI.CAdES.detached"),
        (lambda data: detached(data, hashes.SHA384()), "adbe.pkcs7.detached"),
        (lambda data: detached(data, hashes.SHA512()), "ETSI.CAdES.detached"),
    ],
)
def test_a_signature_over_the_whole_file_is_told_as_unchanged(sign: Sign, kind: str) -> None:
    found = told(signed(sign, kind, M=String("D:20260301093000+08'00'"), Name=String("某某科技有限公司")))
    assert found.removed == ("数字签名（外观仍印出）",)
    assert found.notes == (f"电子签名（某某科技有限公司，2026-03-01）：{UNCHANGED}",)


@pytest.mark.parametrize("digest", ["sha1", "sha256"])
@pytest.mark.parametrize("attributes", [True, False])
def test_other_digests_are_compared_too(digest: str, attributes: bool) -> None:
    data = signed(lambda data: by_hand(data, digest, attributes=attributes))
    assert told(data).notes == (f"电子签名（李四）：{UNCHANGED}",)


def test_of_a_key_that_is_not_tried_the_digest_alone_is_told() -> None:
    data = signed(lambda data: by_hand(data, "sm3"))
    assert told(data).notes == (f"电子签名（李四）：{BY_DIGEST}",)
    assert "被改动过" in told(data.replace(b"Body text", b"Body TEXT")).notes[0]


def test_a_digest_that_was_put_right_without_the_key_is_told() -> None:
    (note,) = told(signed(lambda data: by_hand(data, "sha256", false=True))).notes
    assert note == "电子签名（李四）：签名数据与签署的内容不符，请向出具方核实。"


def test_the_old_kind_that_signs_a_digest_is_compared() -> None:
    def sign(data: bytes) -> bytes:
        inner = hashlib.sha1(data).digest()
        return by_hand(inner, "sha1", core.OctetString(inner))

    data = signed(sign, "adbe.pkcs7.sha1")
    assert told(data).notes == (f"电子签名（李四）：{UNCHANGED}",)
    assert "被改动过" in told(data.replace(b"Body text", b"Body TEXT")).notes[0]


def test_a_time_stamp_is_compared() -> None:
    assert told(signed(time_stamp, "ETSI.RFC3161")).notes == (f"时间戳（李四，2026-04-05）：{UNCHANGED}",)


def test_name_and_time_come_from_the_signature_where_the_file_gives_none() -> None:
    (note,) = told(signed()).notes
    assert note.startswith("电子签名（张三，20")


def test_a_changed_file_is_told() -> None:
    data = signed().replace(b"(Body text)", b"(Body TEXT)")
    (note,) = told(data).notes
    assert note.endswith("：签署后内容被改动过，请向出具方核实。")


def test_what_was_added_behind_a_signature_is_told() -> None:
    added = signed() + b"\n9 0 obj\n(x)\nendobj\n%%EOF\n"
    (note,) = [note for note in told(added).notes if "电子签名" in note]
    assert note.endswith(
        "签署的部分没有改动，但之后文件又追加了内容（如再次签署或改动），请核对；未核对签名人身份，仅供参考。"
    )
    assert told(signed() + b"\n\0\0\r\n ").notes[0].endswith(UNCHANGED)


@pytest.mark.parametrize("content", [b"", b"% DSBlank", b"q Q /n0 Do"])
def test_a_signature_whose_look_shows_nothing_has_none(content: bytes) -> None:
    def change(made: Pdf) -> None:
        blank = form_of(made, b"% DSBlank")
        look = form_of(made, content, Resources=Dictionary(XObject=Dictionary(n0=blank)))
        value = made.make_indirect(Dictionary(Type=Name.Sig))
        field = Dictionary(Subtype=Name.Widget, FT=Name.Sig, T="s", V=value, Rect=Array(PLACE), AP=Dictionary(N=look))
        put(made, field)

    assert told(pdf(change)).removed == ("数字签名（原件上没有可见的外观）",)


def test_a_hidden_signature_is_not_called_printed() -> None:
    def hidden(made: Pdf) -> None:
        value = made.make_indirect(Dictionary(Type=Name.Sig))
        look = Dictionary(N=form_of(made, b"0 0 9 9 re f"))
        put(made, Dictionary(Subtype=Name.Widget, FT=Name.Sig, V=value, Rect=Array(PLACE), AP=look, F=2))

    assert told(pdf(hidden)).removed == ("数字签名（原件上没有可见的外观）",)


def test_a_signature_without_a_place_is_named_as_such() -> None:
    found = told(signed(seen=False))
    assert found.removed == ("数字签名（原件上没有可见的外观）",)
    assert "没有可见的外观，签署后内容没有改动" in found.notes[0]


@pytest.mark.parametrize("kind", ["GBT.38540", "adbe.x509.rsa_sha1", "KGPkcs7"])
def test_a_format_that_cannot_be_compared_is_named_without_a_claim(kind: str) -> None:
    (note,) = told(signed(kind=kind)).notes
    assert note == f"电子签名：格式（{kind}）无法核对，不能判断签署后内容是否改动；请用出具方的软件核对。"


@pytest.mark.parametrize(
    "sign",
    [
        lambda data: b"",
        lambda data: b"\x30\x80" + b"\x30\x80" * 2_000,
        lambda data: detached(data)[:200],
        lambda data: by_hand(data, "sm3", attributes=False),
        lambda data: cms.ContentInfo({"content_type": "data", "content": data[:9]}).dump(),
    ],
)
def test_a_signature_that_says_nothing_is_claimed_nothing_of(sign: Sign) -> None:
    (note,) = told(signed(sign)).notes
    assert note == "电子签名：签名数据无法识别，不能判断签署后内容是否改动；请向出具方核实。"


@pytest.mark.parametrize(
    "wrong", [b"[ 0 10 20 30 ]", b"[ 1 2 ]", b"[ 0 -5 9999 1 ]", b"[ 0 1 2 99999999999 ]", b"null"]
)
def test_a_false_range_is_told(wrong: bytes) -> None:
    data = signed()
    start = data.index(b"[ 0 ", data.index(b"/ByteRange"))
    end = data.index(b"]", start) + 1
    note = told(data[:start] + wrong.ljust(end - start) + data[end:]).notes[-1]
    assert note == "电子签名：签署范围的记录有误，无法核对签署后内容是否改动；请向出具方核实。"


def test_one_signature_in_two_fields_is_told_once_and_a_field_to_be_signed_not_at_all() -> None:
    def unsigned(made: Pdf) -> None:
        put(made, Dictionary(Subtype=Name.Widget, FT=Name.Sig, T="s", Rect=Array(PLACE)))

    assert len(told(signed(number=2)).notes) == 1
    found = told(pdf(unsigned))
    assert (found.removed, found.notes) == ((), ())


def test_of_very_many_signatures_some_are_told_and_the_rest_counted() -> None:
    def many(made: Pdf) -> None:
        for number in range(60):
            value = made.make_indirect(Dictionary(Type=Name.Sig, SubFilter=Name.X, Name=String("名" * 99)))
            put(made, Dictionary(Subtype=Name.Widget, FT=Name.Sig, T=f"{number}", V=value, Rect=Array(PLACE)))

    notes = told(pdf(many)).notes
    assert len(notes) == 13
    assert notes[-1] == "另有 48 个电子签名没有核对。"
    assert notes[0].startswith(f"电子签名（{'名' * 39}…）：没有可见的外观，格式（X）无法核对")
