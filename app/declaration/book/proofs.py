"""The proofs of a declaration made ready for its book, each file once, in the child process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.declaration.attachments import attached
from app.declaration.declaration import Declaration
from app.declaration.steps import Cancelled, Progress, Steps
from app.errors import AppError, EvidenceLocked, EvidenceRefused, ExportError
from app.evidence.apart.worker import Worker
from app.evidence.prepared import Layout, Prepared
from app.forms.session import FormSession

_NONE: Mapping[str, Prepared] = {}


@dataclass(frozen=True, slots=True)
class ProofFile:
    """One attached file: where it was first attached, its name, the password that opens it, how it stands if long."""

    item: str
    name: str
    sha256: str
    password: str
    layout: Layout = ""


def proof_files(declaration: Declaration, session: FormSession | None = None) -> list[ProofFile]:
    """Every file that stands in the book, once, in reading order; what is not asked for is left out."""
    files: dict[str, ProofFile] = {}
    for file in _attached(declaration, session or declaration.session):
        files.setdefault(file.sha256, file)
    return list(files.values())


def prepare_proofs(
    declaration: Declaration,
    worker: Worker,
    max_dpi: int | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    *,
    session: FormSession | None = None,
    known: Mapping[str, Prepared] = _NONE,
) -> dict[str, Prepared]:
    """Every file of `proof_files` made ready, by SHA-256; pictures in at most `max_dpi`, if that is given.

    `session` is a snapshot to read in place of the declaration's own; what is `known` is not made again.
    ExportError when one cannot be made ready: there is never a book that lacks a proof.
    """
    step = Steps(progress, cancelled)
    files = proof_files(declaration, session)
    prepared = {file.sha256: known[file.sha256] for file in files if _is_known(file, known)}
    for number, file in enumerate(files):
        if file.sha256 in prepared:
            continue
        step(f"准备证明材料 {number + 1}/{len(files)}：{file.name}", number / len(files))
        prepared[file.sha256] = _prepared(declaration, worker, file, max_dpi)
    return prepared


def _is_known(file: ProofFile, known: Mapping[str, Prepared]) -> bool:
    return file.sha256 in known and known[file.sha256].layout == file.layout


def _attached(declaration: Declaration, session: FormSession) -> Iterator[ProofFile]:
    for item in declaration.evidence_items():
        if session.asked(item):
            for one in attached(session.answers, item):
                password = session.text(item.at(one.row, "password"))
                yield ProofFile(session.field(item).label, one.name, one.sha256, password, one.layout)


def _prepared(declaration: Declaration, worker: Worker, file: ProofFile, max_dpi: int | None) -> Prepared:
    try:
        data = declaration.evidence_bytes(file.sha256)
        return worker.prepare(file.name, data, file.password, max_dpi, file.layout)
    except AppError as failure:
        raise _unusable(file, failure) from failure


def _unusable(file: ProofFile, failure: AppError) -> ExportError:
    """The failure, with the place of the file and what to do."""
    locked = isinstance(failure, EvidenceLocked)
    advice = "请移除它，加入时重新输入密码，或另存为无密码的 PDF 后加入，再导出。" if locked else failure.hint
    reason = failure.reason if isinstance(failure, EvidenceRefused) else failure.message.rstrip("。")
    return ExportError(
        f"“{file.item}”的证明材料“{file.name}”不能编入申报书，没有生成文件：{reason}。",
        f"{advice or '请更换或移除这份文件后重新导出。'}填写内容没有丢失。",
    )
