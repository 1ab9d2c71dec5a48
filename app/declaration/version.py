"""The versions of a declaration that were fixed by 定稿, as the draft keeps them (FORMAT.md, section 9)."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from app.declaration.fingerprint import shown
from app.drafts.model import Change
from app.errors import DraftError

FROZEN = "/frozen/"
PAGES_LIMIT = 20_000
TEXT_LIMIT = 2000
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_DIGEST = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Version:
    """One fixed version: when and by whom, the fingerprint of its content, and what is visible on each page.

    `scheme` is that of the digests; `at` is ISO 8601 in UTC; `labels` are the printed page numbers;
    `volumes` the index, from 0, of each volume's first page.
    """

    number: int
    scheme: int
    at: str
    by: str
    fingerprint: str
    title: str
    labels: tuple[str, ...]
    digests: tuple[str, ...]
    volumes: tuple[int, ...]

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.digests)

    @property
    def short(self) -> str:
        """The fingerprint as people compare it."""
        return shown(self.fingerprint)

    @property
    def name(self) -> str:
        """What it is called: 定稿第 2 版."""
        return f"定稿第 {self.number} 版"


def versions_among(values: Iterable[tuple[str, str]]) -> list[Version]:
    """The versions among all that a draft holds, in order of their numbers; DraftError when one cannot be read.

    Two copies of a draft can have given one number twice; then the earlier one stands first.
    """
    rows = [(path, text) for path, text in values if path.startswith(FROZEN)]
    found = sorted(((_read(text), path) for path, text in rows), key=lambda row: (row[0].number, row[0].at, row[1]))
    return [version for version, _ in found]


def is_version(text: str) -> bool:
    """Whether a value of the draft is a fixed version as section 9 has it."""
    try:
        return _read(text) is not None
    except DraftError:
        return False


def writing(version: Version) -> Change:
    """The change that keeps `version` in a draft, under a path that no other copy uses."""
    return Change(FROZEN + secrets.token_hex(16), None, json.dumps(asdict(version), ensure_ascii=False))


def next_number(versions: Iterable[Version]) -> int:
    """The number of the version that follows."""
    return max((version.number for version in versions), default=0) + 1


def _read(text: str) -> Version:
    try:
        kept = json.loads(text)
        if not isinstance(kept, dict) or not all(_fits(kept)):
            raise ValueError("not a version")
    except (ValueError, KeyError, RecursionError) as failure:
        raise DraftError(
            "草稿中有一份定稿记录无法识别，填写内容没有丢失。", "它可能由更新版本的程序写入，请升级程序后重试。"
        ) from failure
    lists = {name: tuple(kept[name]) for name in ("labels", "digests", "volumes")}
    return Version(**kept | lists)


def _fits(kept: dict[str, Any]) -> Iterator[bool]:
    """Whether the keys and every value are what section 9 says; KeyError for a key that is missing."""
    yield kept.keys() == set(Version.__dataclass_fields__)
    yield type(kept["number"]) is int and 1 <= kept["number"] <= 1_000_000
    yield type(kept["scheme"]) is int and 1 <= kept["scheme"] <= 1_000_000
    yield all(isinstance(kept[name], str) and len(kept[name]) <= TEXT_LIMIT for name in ("at", "by", "title"))
    yield isinstance(kept["fingerprint"], str) and _FINGERPRINT.fullmatch(kept["fingerprint"]) is not None
    yield all(isinstance(kept[name], list) for name in ("labels", "digests", "volumes"))
    labels, digests, volumes = kept["labels"], kept["digests"], kept["volumes"]
    yield len(labels) == len(digests) <= PAGES_LIMIT
    yield all(isinstance(label, str) and len(label) <= 20 for label in labels)
    yield all(isinstance(digest, str) and _DIGEST.fullmatch(digest) is not None for digest in digests)
    yield all(type(first) is int for first in volumes)
    yield volumes[:1] == [0] and volumes == sorted(set(volumes)) and volumes[-1] < max(1, len(labels))
