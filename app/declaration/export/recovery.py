"""The 恢复单 of a declaration: its page."""

from __future__ import annotations

from datetime import datetime

from app.declaration.book.print import Print
from app.declaration.declaration import Declaration
from app.drafts.spelling import LONGEST, groups, kind
from app.errors import ExportError, UsageError, WrongPassphrase
from app.export.compose.sheets.recovery import TITLE, PrintedGroup, RecoveryFacts, compose_recovery
from app.export.fonts.faces import Faces, NoFace
from app.files import file_name
from app.forms.moments import day, is_moment

_BY_HAND = "请改选“由我用笔写上”。"


def recovery_sheet(declaration: Declaration, passphrase: str = "", faces: Faces | None = None) -> Print:
    """The page; with the passphrase on it where one is given.

    WrongPassphrase when it is not that of the draft; UsageError or ExportError when it cannot be printed well.
    """
    if passphrase and not declaration.accepts(passphrase):
        raise WrongPassphrase("密码不正确，恢复单没有生成。", "请输入打开这份申报书的密码；申报书没有改动。")
    if len(passphrase) > LONGEST:
        raise UsageError(f"密码超过 {LONGEST} 个字符，印不下，恢复单没有生成。", _BY_HAND)
    facts = RecoveryFacts(
        name=declaration.path.name,
        title=declaration.pack.title,
        file_id=declaration.file_id,
        created=_day(declaration.info.created),
        printed=_date(datetime.now()),
        groups=_groups(passphrase),
    )
    try:
        sheet = Print.of(compose_recovery(facts), faces or Faces())
    except NoFace:
        sheet = None
    except ExportError:
        if not passphrase:
            raise
        sheet = None
    if sheet is None:  # the usual error would name the character, which is part of the passphrase
        raise ExportError("密码中有字体打不出的字符，恢复单没有生成。", _BY_HAND)
    return sheet


def proposed_name(declaration: Declaration) -> str:
    """What the PDF is called unless the user says otherwise."""
    return f"{file_name(declaration.path.stem)}-{TITLE}.pdf"


def _groups(passphrase: str) -> tuple[PrintedGroup, ...]:
    return tuple(
        PrintedGroup(one.characters, tuple(kind(character) for character in one.characters), one.check)
        for one in groups(passphrase)
    )


def _day(moment: str) -> str:
    """The day of a moment that the draft keeps."""
    return _date(datetime.fromisoformat(moment).astimezone()) if is_moment(moment) else day(moment)


def _date(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日"
