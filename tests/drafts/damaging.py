"""Damages of a draft's file, small and large, as disks, sticks and sync clients make them."""

from __future__ import annotations

import random
from collections.abc import Callable

from app.drafts.format.header import PAGE_SIZE

Damage = Callable[[random.Random, bytearray, list[bytes]], None]
"""Spoils the bytes of a file, of which older states are given."""


def flip(chance: random.Random, data: bytearray, _older: list[bytes]) -> None:
    """One bit, behind the first page."""
    data[chance.randrange(PAGE_SIZE, len(data))] ^= 1 << chance.randrange(8)


def neighbours(chance: random.Random, data: bytearray, _older: list[bytes]) -> None:
    """Some pages side by side."""
    first = chance.randrange(1, len(data) // PAGE_SIZE)
    for number in range(first, min(first + chance.randint(2, 5), len(data) // PAGE_SIZE)):
        data[number * PAGE_SIZE + chance.randrange(PAGE_SIZE)] ^= 0x40


def scattered(chance: random.Random, data: bytearray, _older: list[bytes]) -> None:
    """Pages here and there."""
    for _ in range(chance.randint(2, 8)):
        flip(chance, data, _older)


def old_pages(chance: random.Random, data: bytearray, older: list[bytes]) -> None:
    """Some pages of an earlier state, each authentic, in their own places; all of them would be that state, whole."""
    old = chance.choice(older)
    changed = [
        number
        for number in range(1, min(len(old), len(data)) // PAGE_SIZE)
        if page(old, number) != page(bytes(data), number)
    ]
    for number in chance.sample(changed, chance.randint(1, len(changed) - 1) if len(changed) > 1 else 0):
        data[number * PAGE_SIZE : (number + 1) * PAGE_SIZE] = page(old, number)


def swapped(chance: random.Random, data: bytearray, _older: list[bytes]) -> None:
    """Two pages in each other's places."""
    one, two = chance.sample(range(1, len(data) // PAGE_SIZE), 2)
    first, second = page(bytes(data), one), page(bytes(data), two)
    data[one * PAGE_SIZE : (one + 1) * PAGE_SIZE] = second
    data[two * PAGE_SIZE : (two + 1) * PAGE_SIZE] = first


def cut(chance: random.Random, data: bytearray, _older: list[bytes]) -> None:
    """The end is missing."""
    del data[chance.randrange(PAGE_SIZE, len(data)) :]


def zeroed(chance: random.Random, data: bytearray, _older: list[bytes]) -> None:
    """A stretch of nothing, as after a failed write to a stick."""
    start = chance.randrange(PAGE_SIZE, len(data))
    length = min(chance.randint(1, 5 * PAGE_SIZE), len(data) - start)
    data[start : start + length] = bytes(length)


DAMAGES: tuple[Damage, ...] = (flip, neighbours, scattered, old_pages, swapped, cut, zeroed)


def spoil(chance: random.Random, whole: bytes, older: list[bytes]) -> tuple[bytes, list[str]]:
    """A file with one to three damages, and what they are called."""
    data = bytearray(whole)
    chosen = chance.choices(DAMAGES, k=chance.choice((1, 1, 2, 3)))
    for damage in sorted(chosen, key=lambda one: one is cut):
        damage(chance, data, older)
    return bytes(data), [damage.__name__ for damage in chosen]


def page(data: bytes, number: int) -> bytes:
    """The page with that index, from 0."""
    return data[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]
