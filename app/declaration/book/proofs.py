"""The proofs of a declaration made ready for its book, each file once, in the child process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.declaration.attachments import attached
from app.declaration.book.geta import printable
from app.declaration.declaration import Declaration
from app.declaration.steps import Cancelled, Progress, Steps
from app.errors import AppError, EvidenceLocked, EvidenceRefused, ExportError
from app.evidence.apart.worker import Worker
from app.evidence.prepared import Layout, Passage, Prepared
from app.export.fonts.faces import Faces
from app.forms.session import FormSession

_NONE: Mapping[str, Prepared] = {}


@dataclass(frozen=True, slots=True)
class ProofFile:
    """One attached file: where it was first attached, its name, the password that opens it, how it stands if long.

    `notes` is what was said of it when it was taken.
    """

    item: str
    name: str
    sha256: str
    password: str
    layout: Layout = ""
    notes: str = ""


def proof_files(declaration: Declaration, session: FormSession | None = None) -> list[ProofFile]:
    """Every file that stands in the book, once, in reading order; what is not asked for is left out."""
    files: dict[str, ProofFile] = {}
    for file in _attached(declaration, session or declaration.session):
        files.setdefault(file.sha256, file)
    return list(files.values())


class ProofsFailed(ExportError):
    """Proofs that cannot be made ready; a book can be made all the same, with a page in place of each."""


def prepare_proofs(
    declaration: Declaration,
    worker: Worker,
    max_dpi: int | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    *,
    session: FormSession | None = None,
    known: Mapping[str, Prepared] = _NONE,
    stand_in: bool = False,
) -> dict[str, Prepared]:
    """Every file of `proof_files` made ready, by SHA-256; pictures in at most `max_dpi`, if that is given.

    `session` is a snapshot to read in place of the declaration's own; what is `known` is not made again.
    ProofsFailed names every one that cannot be made ready; with `stand_in` words that say so take its place.
    """
    step = Steps(progress, cancelled)
    files = proof_files(declaration, session)
    prepared = {file.sha256: known[file.sha256] for file in files if is_known(file, known)}
    failed: list[tuple[ProofFile, AppError]] = []
    faces = Faces()
    for number, file in enumerate(files):
        if file.sha256 in prepared:
            continue
        step(f"准备证明材料 {number + 1}/{len(files)}：{file.name}", number / len(files))
        try:
            data = declaration.evidence_bytes(file.sha256)
            made = worker.prepare(file.name, data, file.password, max_dpi, file.layout)
            prepared[file.sha256] = printable(made, faces)
        except AppError as failure:
            failed.append((file, failure))
            prepared[file.sha256] = _stand_in(file, failure)
    if failed and not stand_in:
        raise _failure(failed)
    return prepared


def is_known(file: ProofFile, known: Mapping[str, Prepared]) -> bool:
    """Whether a file was made ready as it is to stand in the book."""
    return file.sha256 in known and known[file.sha256].layout == file.layout


def _attached(declaration: Declaration, session: FormSession) -> Iterator[ProofFile]:
    for item in declaration.evidence_items():
        if session.asked(item):
            for one in attached(session.answers, item):
                password = session.text(item.at(one.row, "password"))
                yield ProofFile(session.field(item).label, one.name, one.sha256, password, one.layout, one.notes)


def _stand_in(file: ProofFile, failure: AppError) -> Prepared:
    """The page that says why the proof is not there."""
    words = f"此处应为证明材料“{file.name}”。{_reason(failure)}，未能编入本书；原文件保存在申报书草稿中。"
    return Prepared("txt", content=(Passage(words),), failure=f"{_reason(failure)}。{_advice(failure)}")


def _failure(failed: Sequence[tuple[ProofFile, AppError]]) -> ProofsFailed:
    """The failure of one or several, with the place of each file and what to do."""
    (file, failure), *more = failed
    if not more:
        return ProofsFailed(
            f"“{file.item}”的证明材料“{file.name}”不能编入申报书，没有生成文件：{_reason(failure)}。",
            f"{_advice(failure)}填写内容没有丢失。",
        )
    each = "；".join(f"“{file.item}”的“{file.name}”（{_reason(failure)}）" for file, failure in failed)
    return ProofsFailed(
        f"有 {len(failed)} 份证明材料不能编入申报书，没有生成文件：{each}。",
        "请更换或移除这些文件后重新导出。填写内容没有丢失。",
    )


def _reason(failure: AppError) -> str:
    return failure.reason if isinstance(failure, EvidenceRefused) else failure.message.rstrip("。")


def _advice(failure: AppError) -> str:
    if isinstance(failure, EvidenceLocked):
        return "请移除它，加入时重新输入密码，或另存为无密码的 PDF 后加入，再导出。"
    return failure.hint or "请更换或移除这份文件后重新导出。"
