"""The seal in a signed value or a seal file: its name and picture (GB/T 38540-2020; GM/T 0031-2014, the same way)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from asn1crypto import core

_MOST = 50_000_000


@dataclass(frozen=True, slots=True)
class Seal:
    """What a seal says of itself: its name, the kind and the data of its picture, and the digest that was signed."""

    name: str
    kind: str
    picture: bytes
    digest: bytes = b""


def signed_seal(data: bytes) -> Seal | None:
    """The seal in a signed value (SES_Signature); None when there is none, as in a bare signature."""
    try:
        signed = _loaded(data)[0]
        seal = _seal(signed[1])
        return Seal(seal.name, seal.kind, seal.picture, bytes(_octets(signed[3]))) if seal is not None else None
    except Exception:  # asn1crypto raises nearly anything of what is no such structure
        return None


def bare_seal(data: bytes) -> Seal | None:
    """The seal in a seal file (SESeal); None when there is none."""
    try:
        return _seal(_loaded(data))
    except Exception:
        return None


def _loaded(data: bytes) -> Any:
    if len(data) > _MOST:
        raise ValueError("too large")
    return core.Sequence.load(data)


def _seal(seal: Any) -> Seal | None:
    """SESeal: first its SES_SealInfo, of which the third part are properties and the fourth is the picture."""
    info = seal[0]
    properties, picture = info[2], info[3]
    name, kind, content = str(properties[1].native), str(picture[0].native), bytes(picture[1].native)
    return Seal(name, kind.lower(), content) if content else None


def _octets(value: Any) -> bytes:
    """What stands in an octet or bit string."""
    if isinstance(value, core.BitString):
        return bytes(value.contents[1:])
    return bytes(value.contents)
