"""The address book of this computer: colleagues with their public keys, and where the user's own private key lies."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from app.drafts.sealing.recipients import check_recipient
from app.errors import AppError, UsageError
from app.files import data_folder, replacing

LARGEST = 1_000_000
"""Bytes of an address book that is still believed."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """A name and a public key; neither is a secret."""

    name: str
    key: str


@dataclass
class AddressBook:
    """The colleagues in the order in which they were entered; `identity` names the file of the private key.

    `unsound`: entries that cannot be used, which are kept as they are.
    """

    file: Path
    colleagues: list[Colleague] = field(default_factory=list)
    identity: Path | None = None
    unsound: list[object] = field(default_factory=list)

    @classmethod
    def load(cls, file: Path | None = None) -> Self:
        """Read the address book; one that is missing or unreadable is empty."""
        book = cls(file or data_folder() / "address-book.json")
        stored = _object(book.file)
        entries = stored.get("colleagues")
        for entry in entries if isinstance(entries, list) else []:
            if not isinstance(entry, dict) or not book._take(str(entry.get("name")), str(entry.get("key"))):
                book.unsound.append(entry)
        identity = stored.get("identity")
        book.identity = Path(identity) if isinstance(identity, str) and identity else None
        return book

    def add(self, name: str, key: str) -> Colleague:
        """Enter a colleague, in the place of one of the same name; UsageError when the key is none.  Not saved yet."""
        if not name.strip():
            raise UsageError("没有写姓名，没有加入通讯录。", "请写上同事的姓名。")
        entered = Colleague(name.strip(), check_recipient(key, undone="没有加入通讯录。"))
        names = [one.name for one in self.colleagues]
        if entered.name in names:
            self.colleagues[names.index(entered.name)] = entered
        else:
            self.colleagues.append(entered)
        return entered

    def remove(self, name: str) -> None:
        """Take a colleague out; not saved yet."""
        self.colleagues = [one for one in self.colleagues if one.name != name]

    def save(self) -> None:
        """Write the address book; AppError when that cannot be."""
        stored = {
            "identity": str(self.identity or ""),
            "colleagues": [*({"name": one.name, "key": one.key} for one in self.colleagues), *self.unsound],
        }
        with replacing(self.file, AppError) as stream:
            stream.write(json.dumps(stored, ensure_ascii=False, indent=2).encode("utf-8", "surrogatepass"))

    def _take(self, name: str, key: str) -> bool:
        try:
            self.add(name, key)
        except UsageError:
            return False
        return True


def _object(file: Path) -> dict[str, object]:
    try:
        with file.open("rb") as stream:
            stored = json.loads(stream.read(LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    return stored if isinstance(stored, dict) else {}
