"""What a signature says of the bytes that it signed: the digest of them, who signed and when; nobody is trusted for it.

Source: RFC 5652 (CMS), RFC 3161 (time stamps), ISO 32000-2, 12.8.3.  GM/T 0010 has the same frame with SM3.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from asn1crypto import algos, cms, core, tsp

_SM = "1.2.156.10197."  # the arc of the Chinese algorithms
_DIGESTS = {f"{_SM}1.401": "sm3", f"{_SM}1.401.1": "sm3", f"{_SM}1.501": "sm3"}
_GM_SIGNED = f"{_SM}6.1.4.2.2"  # signedData of GM/T 0010
_PIECE = 1 << 20


class Unreadable(Exception):
    """Not a signature that could be compared with the bytes that it signed."""


class Signed(NamedTuple):
    """Whether the bytes are those that were signed, and what the signature itself says of signer and time."""

    unchanged: bool
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
    said = _attributes(signer)
    content = data["encap_content_info"]
    if kind == "/ETSI.RFC3161":
        imprint = tsp.TSTInfo.load(content["content"].contents)["message_imprint"]
        same = _digest(imprint["hash_algorithm"], parts) == imprint["hashed_message"].native
        return Signed(same, "", _time(tsp.TSTInfo.load(content["content"].contents)["gen_time"].native))
    same = _is_unchanged(signer, said, content, parts, kind)
    return Signed(same, _name(data, signer), _time(said.get("signing_time")))


def _is_unchanged(signer: Any, said: dict[str, Any], content: Any, parts: list[memoryview], kind: str) -> bool:
    digest = _digest(signer["digest_algorithm"], parts)
    if kind == "/adbe.pkcs7.sha1":
        inner = content["content"].native
        sha1 = _hashed("sha1", parts)
        outer = _hashed(_name_of(signer["digest_algorithm"]), [memoryview(sha1)])
        return bool(inner == sha1) and said.get("message_digest", outer) == outer
    if "message_digest" not in said:
        raise Unreadable  # signed without attributes: only its key could tell
    return bool(said["message_digest"] == digest)


def _attributes(signer: Any) -> dict[str, Any]:
    """The first value of each signed attribute."""
    if isinstance(signer["signed_attrs"], core.Void):
        return {}
    found = {}
    for one in signer["signed_attrs"]:
        if len(one["values"]):
            found[str(one["type"].native)] = one["values"][0].native
    return found


def _digest(algorithm: algos.DigestAlgorithm, parts: list[memoryview]) -> bytes:
    return _hashed(_name_of(algorithm), parts)


def _name_of(algorithm: algos.DigestAlgorithm) -> str:
    return _DIGESTS.get(algorithm["algorithm"].dotted, str(algorithm["algorithm"].native))


def _hashed(name: str, parts: list[memoryview]) -> bytes:
    reader = hashlib.new(name, usedforsecurity=False)
    for part in parts:
        for at in range(0, len(part), _PIECE):
            reader.update(part[at : at + _PIECE])
    return reader.digest()


def _name(data: Any, signer: Any) -> str:
    """The common name in the certificate of the signer, else of its organisation."""
    if isinstance(data["certificates"], core.Void) or signer["sid"].name != "issuer_and_serial_number":
        return ""
    serial = signer["sid"].chosen["serial_number"].native
    for choice in data["certificates"]:
        if choice.name == "certificate" and choice.chosen.serial_number == serial:
            names = choice.chosen.subject.native
            found = names.get("common_name") or names.get("organization_name") or ""
            return str(found[0] if isinstance(found, list) else found)
    return ""


def _time(value: object) -> datetime | None:
    return value if isinstance(value, datetime) else None
