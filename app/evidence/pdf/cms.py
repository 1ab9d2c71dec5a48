"""What a signature says of the bytes that it signed: their digest, who signed and when; nobody is trusted for it.

Source: RFC 5652 (CMS), RFC 3161 (time stamps), ISO 32000-2, 12.8.3.  GM/T 0010 has the same frame with SM3.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from asn1crypto import algos, cms, core, tsp, x509

_SM = "1.2.156.10197."  # the arc of the Chinese algorithms
_DIGESTS = {f"{_SM}1.401": "sm3", f"{_SM}1.401.1": "sm3", f"{_SM}1.501": "sm3"}
_GM_SIGNED = f"{_SM}6.1.4.2.2"  # signedData of GM/T 0010
_PIECE = 1 << 20
_MOST_BITS = 16_384  # of a key


class Unreadable(Exception):
    """Not a signature that could be compared with the bytes that it signed."""


class Signed(NamedTuple):
    """Whether the bytes are those that were signed, whether the key of the certificate signed them (None: it is of
    a kind that is not tried), and what the signature itself says of signer and time."""

    unchanged: bool
    by_key: bool | None
    signer: str
    when: datetime | None


def compared(signature: bytes, parts: Iterable[memoryview], kind: str) -> Signed:
    """The signature held against the bytes that it covers; `kind` is its SubFilter.  Unreadable when that cannot be."""
    try:
        return _compared(signature, list(parts), kind)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as failure:
        raise Unreadable from failure


def _compared(signature: bytes, parts: list[memoryview], kind: str) -> Signed:
    info = cms.ContentInfo.load(signature)
    if info["content_type"].dotted == _GM_SIGNED:
        data = cms.SignedData.load(info["content"].contents)
    elif info["content_type"].native == "signed_data":
        data = info["content"]
    else:
        raise Unreadable
    signer = data["signer_infos"][0]
    said, holder = _attributes(signer), _holder(data, signer)
    content = data["encap_content_info"]["content"]
    when = _time(said.get("signing_time"))
    if kind == "/ETSI.RFC3161":
        stamp = tsp.TSTInfo.load(bytes(content))
        imprint, when = stamp["message_imprint"], _time(stamp["gen_time"].native)
        same = _hashed(_name_of(imprint["hash_algorithm"]), parts) == imprint["hashed_message"].native
        parts = [memoryview(bytes(content))]
    elif kind == "/adbe.pkcs7.sha1":
        same = content.native == _hashed("sha1", parts)
        parts = [memoryview(bytes(content))]
    else:
        same = True
    digest = _hashed(_name_of(signer["digest_algorithm"]), parts)
    by_key = _is_by_key(signer, holder, digest)
    if "message_digest" not in said and by_key is None:
        raise Unreadable  # only its key could tell
    same = same and said.get("message_digest", digest) == digest
    return Signed(same, by_key, _name(holder), when)


def _is_by_key(signer: Any, holder: x509.Certificate | None, digest: bytes) -> bool | None:
    """Whether the key of the certificate signed (RSA as in RFC 8017, 8.2); None for a kind that is not tried."""
    name = str(signer["signature_algorithm"]["algorithm"].native)
    if holder is None or (not name.endswith("_rsa") and name not in ("rsassa_pkcs1v15", "rsa")):
        return None
    key = holder.public_key["public_key"].parsed
    modulus, exponent = key["modulus"].native, key["public_exponent"].native
    if modulus.bit_length() > _MOST_BITS or exponent.bit_length() > 64:
        return None
    if not isinstance(signer["signed_attrs"], core.Void):
        signed = signer["signed_attrs"].untag().dump()
        digest = _hashed(_name_of(signer["digest_algorithm"]), [memoryview(signed)])
    size = (modulus.bit_length() + 7) // 8
    block = pow(int.from_bytes(signer["signature"].native, "big"), exponent, modulus).to_bytes(size, "big")
    begin, _, rest = block[2:].partition(b"\0")
    if block[:2] != b"\0\1" or len(begin) < 8 or begin.strip(b"\xff"):
        return False
    return bool(algos.DigestInfo.load(rest, strict=True)["digest"].native == digest)


def _attributes(signer: Any) -> dict[str, Any]:
    """The first value of each signed attribute."""
    if isinstance(signer["signed_attrs"], core.Void):
        return {}
    found = {}
    for one in signer["signed_attrs"]:
        if len(one["values"]):
            found[str(one["type"].native)] = one["values"][0].native
    return found


def _name_of(algorithm: algos.DigestAlgorithm) -> str:
    return _DIGESTS.get(algorithm["algorithm"].dotted, str(algorithm["algorithm"].native))


def _hashed(name: str, parts: list[memoryview]) -> bytes:
    reader = hashlib.new(name, usedforsecurity=False)
    for part in parts:
        for at in range(0, len(part), _PIECE):
            reader.update(part[at : at + _PIECE])
    return reader.digest()


def _holder(data: Any, signer: Any) -> x509.Certificate | None:
    """The certificate of the signer, when the signature brings it along."""
    if isinstance(data["certificates"], core.Void) or signer["sid"].name != "issuer_and_serial_number":
        return None
    sought = signer["sid"].chosen["serial_number"].native
    known = [choice.chosen for choice in data["certificates"] if choice.name == "certificate"]
    return next((one for one in known if one.serial_number == sought), None)


def _name(holder: x509.Certificate | None) -> str:
    """The common name of the signer, else of its organisation."""
    names = holder.subject.native if holder else {}
    found = names.get("common_name") or names.get("organization_name") or ""
    return str(found[0] if isinstance(found, list) else found)


def _time(value: object) -> datetime | None:
    return value if isinstance(value, datetime) else None
