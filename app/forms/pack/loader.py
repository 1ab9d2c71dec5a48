"""YAML → Pack: strict, and with file, line, key and reason for whatever is wrong.

Every scalar is read as text and typed by the models, so that YAML's own `no`, `1.10` and `010123`
never happen.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from app.errors import PackError, PackFault
from app.files import TooLarge, read_bounded, shown
from app.forms.pack.advice import advice
from app.forms.pack.pack import Pack
from app.forms.pack.reading.yaml_text import read_tree
from app.forms.pack.telling import in_file, read

LARGEST = 20_000_000  # bytes
MOST = 50  # faults that are told in one run
KEPT = 16  # packs that are not read again while their bytes are the same: a pack never changes


def load_pack(file: Path) -> Pack:
    """The pack in `file`; PackError says where it is wrong."""
    return parse_pack(_bytes_of(file), file.name)


def load_with_advice(file: Path) -> tuple[Pack, list[PackFault]]:
    """The pack in `file`, and what is not wrong with it and yet unwise; PackError says where it is wrong."""
    data = _bytes_of(file)
    pack = parse_pack(data, file.name)
    return pack, in_file(read_tree(data), advice(pack))


def _bytes_of(file: Path) -> bytes:
    try:
        return read_bounded(file, LARGEST)
    except TooLarge as failure:
        why = f"文件超过 {LARGEST // 1_000_000} MB，不是模板"
        raise PackError(shown(file.name), PackFault(1, 1, "", why)) from failure
    except OSError as failure:
        raise PackError(shown(file.name), PackFault(1, 1, "", "文件无法读取")) from failure


@lru_cache(KEPT)
def parse_pack(data: bytes, name: str) -> Pack:
    """The pack in YAML `data`; PackError names the file `name` and every fault, in the order of the file."""
    pack, faults = read(data)
    if pack is None or faults:
        raise PackError(name, *_in_order(faults))
    return pack


def _in_order(found: Sequence[PackFault]) -> list[PackFault]:
    """The faults, each once, as the file has them; those that are too many to tell are counted."""
    ordered = sorted(dict.fromkeys(found), key=lambda fault: fault[:2])
    if len(ordered) > MOST:
        left = len(ordered) - MOST
        return [*ordered[:MOST], PackFault(ordered[MOST].line, 1, "", f"还有 {left} 处没有列出，请先改正以上各处")]
    return ordered
