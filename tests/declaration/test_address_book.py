"""The address book keeps colleagues with sound keys only, and loses nothing that it cannot read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.declaration.address_book import AddressBook, Colleague
from app.drafts.sealing import identities
from app.errors import UsageError


@pytest.fixture
def key(tmp_path: Path) -> str:
    """A public key."""
    return identities.new_identity(tmp_path / "密钥.txt")


def test_what_is_entered_is_there_the_next_time(key: str, tmp_path: Path) -> None:
    book = AddressBook.load(tmp_path / "book.json")
    book.add(" 李雷 ", f" {key.upper()} ")
    book.identity = tmp_path / "密钥.txt"
    book.save()
    again = AddressBook.load(tmp_path / "book.json")
    assert again.colleagues == [Colleague("李雷", key)]
    assert again.identity == tmp_path / "密钥.txt"
    again.remove("李雷")
    again.save()
    assert AddressBook.load(tmp_path / "book.json").colleagues == []


def test_the_same_name_is_entered_once(key: str, tmp_path: Path) -> None:
    book = AddressBook.load(tmp_path / "book.json")
    book.add("李雷", key)
    book.add("韩梅", key)
    book.add("李雷", other := identities.new_identity(tmp_path / "新密钥.txt"))
    assert book.colleagues == [Colleague("李雷", other), Colleague("韩梅", key)]


def test_a_key_that_is_none_and_a_missing_name_are_told(key: str, tmp_path: Path) -> None:
    book = AddressBook.load(tmp_path / "book.json")
    with pytest.raises(UsageError, match=r"校验不符.*没有加入通讯录"):
        book.add("李雷", f"{key[:-1]}{'q' if key[-1] != 'q' else 'p'}")
    with pytest.raises(UsageError, match="没有写姓名"):
        book.add("  ", key)
    assert book.colleagues == []


@pytest.mark.parametrize("spoilt", ["", "[]", "{", '{"colleagues": 3}', "[" * 100_000, "\x00"])
def test_a_spoilt_book_is_an_empty_one(spoilt: str, tmp_path: Path) -> None:
    (file := tmp_path / "book.json").write_text(spoilt)
    assert AddressBook.load(file).colleagues == []


def test_entries_that_cannot_be_used_are_kept_as_they_are(key: str, tmp_path: Path) -> None:
    odd = [{"name": "王芳", "key": "age1future"}, 7]
    (file := tmp_path / "book.json").write_text(json.dumps({"colleagues": [*odd, {"name": "李雷", "key": key}]}))
    book = AddressBook.load(file)
    assert [one.name for one in book.colleagues] == ["李雷"]
    book.save()
    assert [entry for entry in json.loads(file.read_text("utf-8"))["colleagues"] if entry in odd] == odd
