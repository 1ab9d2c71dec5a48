"""What is said when a working copy cannot be put back: where the changes are, and what to do."""

from __future__ import annotations

from pathlib import Path

from app.drafts.away.record import Record
from app.drafts.opening.lock import Holder
from app.errors import DraftDiverged, NoSpace, NotPublished, PlaceAbsent

_REASONS = {28: "那里的空间已满", 13: "没有写入权限", 30: "那里有写保护", 27: "文件太大，那里放不下"}


def absent(record: Record) -> PlaceAbsent:
    """The U-disk was pulled out, or the share cannot be reached."""
    back = "插回 U 盘" if record.place.kind == "removable" else "恢复连接"
    return PlaceAbsent(
        f"{record.place.name}不在，“{record.original.name}”的修改已存在本机，没有丢失。", f"{back}后会自动写回原处。"
    )


def diverged(record: Record, working: Path, *, missing: bool) -> DraftDiverged:
    """Somebody else changed the draft at its place, or took it away."""
    name, place = record.original.name, record.place.name + ("里" if record.place.kind == "synced" else "上")
    if missing:
        message = f"{place}的“{name}”已被移走、改名或删除；您的修改存在本机，没有丢失。"
        return DraftDiverged(message, "请用“另存为”放到合适的位置。", record.original, working)
    message = f"{place}的“{name}”已被别人或同步程序换成另一份，没有覆盖它；您的修改存在本机，没有丢失。"
    return DraftDiverged(message, "请与那一份合并，或用“另存为”另存一份。", record.original, working)


def held(record: Record, holder: Holder | None) -> NotPublished:
    """Somebody else opened the original while the place was out of reach."""
    who = holder.words() if holder else "另一个程序"
    return NotPublished(
        f"“{record.original.name}”还没有写回{record.place.name}：{who}正打开着它；修改已存在本机，没有丢失。",
        "对方关闭后会自动写回。",
    )


def not_written(record: Record, failure: OSError) -> NotPublished:
    """Writing at the place failed although it is there."""
    why = _REASONS.get(failure.errno or 0, "系统没有写成")
    return NotPublished(
        f"“{record.original.name}”还没有写回{record.place.name}：{why}；修改已存在本机，没有丢失。", "程序会自动再试。"
    )


def not_prepared(record: Record, failure: OSError) -> NotPublished:
    """This computer has no room for what is to be sent, or cannot read it."""
    why = "这台电脑的磁盘空间已满" if failure.errno == 28 else "这台电脑上的副本暂时读不出来"
    return NotPublished(
        f"“{record.original.name}”还没有写回{record.place.name}：{why}；填写内容没有丢失。", "程序会自动再试。"
    )


def no_room(original: Path) -> NoSpace:
    """A draft that is away cannot be copied to this computer."""
    return NoSpace(
        f"这台电脑的磁盘空间已满，放不下“{original.name}”的副本，因此没有打开；文件没有被改动。",
        "请腾出空间，或在“设置 → 存放位置”里改为直接在原处编辑。",
    )
