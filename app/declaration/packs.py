"""The packs at hand: those that come with the program and those the user installed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.errors import AppError, PackError, PackFault, UsageError
from app.files import data_folder, read_bounded, replacing, resource, shown, why_not
from app.forms.pack.loader import LARGEST, load_pack
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.wording import some_of


@dataclass(frozen=True, slots=True)
class UnusablePack:
    """A pack file that cannot be used, and why."""

    file: Path
    reason: str


def available_packs() -> list[Pack | UnusablePack]:
    """Every pack at hand; of two with one id the higher edition counts; a bad file never stops the others."""
    return _loaded_packs(_pack_files())


def find_pack(name: str) -> Pack:
    """The pack called `name`; UsageError when there is none."""
    files = list(_pack_files())
    called_so = [file for file in files if file.stem == name]  # as it should be; else all are looked through
    for some in (called_so, files):
        for pack in _loaded_packs(some):
            if isinstance(pack, Pack) and pack.id == name:
                return pack
    raise UsageError(f"没有名为“{name}”的申报模板。", "运行 qibei packs 可以看到全部模板；没有任何内容被改动。")


def _loaded_packs(files: Iterable[Path]) -> list[Pack | UnusablePack]:
    packs: dict[str, Pack] = {}
    unusable: list[UnusablePack] = []
    for file in files:
        try:
            pack = _loaded(file, _changed(file))
        except PackError as fault:
            unusable.append(UnusablePack(file, str(fault)))
            continue
        except Exception:  # whatever a stranger's file does to the reader, the other packs must remain
            reason = PackError(file.name, PackFault(1, 1, "", "程序读不懂这个文件"))
            unusable.append(UnusablePack(file, str(reason)))
            continue
        known = packs.get(pack.id)
        if known is None or known.edition < pack.edition:
            packs[pack.id] = pack
    return [*(packs[name] for name in sorted(packs)), *unusable]


def install_pack(file: Path) -> Pack:
    """Check the pack in `file` and keep a copy in the user's data folder."""
    pack = load_pack(file)
    folder = _installed_folder()
    try:
        data = read_bounded(file, LARGEST)
    except OSError as failure:
        raise PackError(file.name, PackFault(1, 1, "", "文件无法读取")) from failure
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        raise AppError(
            f"模板没有安装：本机存放模板的文件夹“{shown(str(folder))}”不能使用（{why_not(failure)}），原有模板没有变化。",
            "请检查这个位置，或用环境变量 QIBEI_HOME 换一个位置后重试。",
        ) from failure
    with replacing(folder / f"{pack.id}.yaml") as stream:
        stream.write(data)
    return pack


def lost_words(file: Path) -> str:
    """What to tell of the blanks that the pack at hand has and the same edition of it in `file` has no more; or ""."""
    pack = load_pack(file)
    try:
        known = find_pack(pack.id)
    except UsageError:
        return ""
    told = {*pack.deleted, *pack.renamed}
    asked = [f"{section.id}.{name}" for section in known.sections for name in section.asked]
    lost = [name for name in asked if name not in told and pack.field_at(FieldPath.parse(name)) is None]
    if not lost or known.edition < pack.edition:
        return ""
    return (
        f"与原来的同一版相比，少了 {some_of(lost)}：已有草稿里这些内容没有删除，但不再显示、打印。"
        "模板已有人使用的，请把 edition 加 1，并写 renamed、deleted。"
    )


def installing_words(pack: Pack) -> str:
    """What becomes of the pack at hand when `pack`, which is another of the same id or new here, is installed."""
    try:
        known = find_pack(pack.id)
    except UsageError:
        return "安装后，新建申报书时可以选用。"
    if known.edition > pack.edition:
        return f"本机已有较新的第 {known.edition} 版，这是第 {pack.edition} 版，一般不用安装。"
    return f"本机已有这份模板的第 {known.edition} 版，安装后换成这份第 {pack.edition} 版，已填的申报书也按它显示。"


def _installed_folder() -> Path:
    return data_folder() / "forms"


def _pack_files() -> Iterator[Path]:
    yield from sorted(resource("forms").glob("*.yaml"))
    with suppress(OSError):  # a folder that cannot be looked into has no packs
        yield from sorted(_installed_folder().glob("*.yaml"))


def _changed(file: Path) -> int:
    """When `file` was written, in nanoseconds; 0 when that cannot be known."""
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=64)
def _loaded(file: Path, _changed: int) -> Pack:
    return load_pack(file)
