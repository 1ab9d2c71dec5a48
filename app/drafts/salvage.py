"""Saves what is whole in a damaged draft into a new file, and names what is lost (抢救草稿)."""

from __future__ import annotations

from pathlib import Path

import apsw

from app.drafts import failures
from app.drafts.format import container, header, pages, schema
from app.drafts.model import Change
from app.drafts.opening import inspection, journal
from app.drafts.opening.inspection import Survey
from app.drafts.store import Draft


def salvage(path: Path, key: bytes, target: Path, passphrase: str) -> Survey:
    """Write what can be read of `path` to the new draft `target`; `path` stays as it is.

    The history starts anew.  WrongPassphrase, or DraftDamaged when the first page is lost and with it everything.
    """
    path = header.check_place(path)
    db = _connect(path, key)
    try:
        found = inspection.survey(db)
        with Draft.create(target, passphrase, pack=found.pack, edition=found.edition) as draft:
            draft.write([Change(name, None, value) for name, value in found.values.items()])
            for sha256, number in found.evidence.items():
                data = inspection.content(db, number, sha256)
                draft.write([], evidence={sha256: data} if data is not None else {})
    finally:
        db.close(True)
    return found


def _connect(path: Path, key: bytes) -> apsw.Connection:
    salt = header.read_salt(path)
    if journal.has_journal(path):
        raise failures.damaged(path, "旁边还有未处理的恢复文件", "请先正常打开一次草稿，再抢救。")
    try:
        db = container.connect(path, key, salt, "read")
    except (apsw.NotADBError, apsw.CorruptError) as error:
        if pages.key_fits_some_page(path, key):
            raise failures.damaged(path, "文件首页无法读出，无法抢救", "请改用备份。") from error
        raise failures.wrong_passphrase(path) from error
    if not schema.is_ours(db):
        db.close(True)
        raise failures.damaged(path, "内部结构与齐备草稿不符", "请改用备份。")
    return db
