"""The proofs of a declaration made ready for its book, each file once, in child processes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from app.declaration.book.geta import printable
from app.declaration.book.proof_files import ProofFile, proof_files
from app.declaration.book.ready import ReadyProofs
from app.declaration.declaration import Declaration
from app.declaration.steps import Cancelled, Progress, Steps
from app.errors import AppError, EvidenceLocked, EvidenceRefused, ExportError
from app.evidence.apart.crew import Crew
from app.evidence.apart.worker import Worker
from app.evidence.prepared import Passage, Prepared
from app.export.fonts.faces import Faces
from app.forms.session import FormSession

_NONE: Mapping[str, Prepared] = {}


class ProofsFailed(ExportError):
    """Proofs that cannot be made ready; a book can be made all the same, with a page in place of each."""


def prepare_proofs(
    declaration: Declaration,
    crew: Crew,
    max_dpi: int | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    *,
    session: FormSession | None = None,
    known: Mapping[str, Prepared] = _NONE,
    ready: ReadyProofs | None = None,
    stand_in: bool = False,
) -> dict[str, Prepared]:
    """Every file of `proof_files` made ready, by SHA-256; pictures in at most `max_dpi`, if that is given.

    `session` is a snapshot to read in place of the declaration's own; what is `known` is not made again, nor is what is
    `ready` from a book before, which is told of this one.
    ProofsFailed names every one that cannot be made ready; with `stand_in` words that say so take its place.
    """
    step = Steps(progress, cancelled)
    files = proof_files(declaration, session)
    shelf = ready if max_dpi is None else None
    at_hand = {**known, **(shelf.among(files) if shelf else {})}
    wanted = [file for file in files if not is_known(file, at_hand)]

    def prepared(file: ProofFile, worker: Worker) -> Prepared:
        data = declaration.evidence_bytes(file.sha256)
        return worker.prepare(file.name, data, file.password, max_dpi, file.layout)

    def begin(number: int) -> None:
        place = files.index(wanted[number])
        step(f"准备证明材料 {place + 1}/{len(files)}：{wanted[number].name}", place / len(files))

    outcomes = crew.done([partial(prepared, file) for file in wanted], begin, step.check)
    made = _book_proofs(files, at_hand, dict(zip(wanted, outcomes, strict=True)), stand_in=stand_in)
    if shelf is not None:
        shelf.keep(files, made)
    return made


def _book_proofs(
    files: Sequence[ProofFile],
    at_hand: Mapping[str, Prepared],
    outcomes: Mapping[ProofFile, Prepared | AppError],
    *,
    stand_in: bool,
) -> dict[str, Prepared]:
    """The proof of every file as the book prints it; ProofsFailed, or words in their place, where any failed."""
    faces = Faces()
    proofs: dict[str, Prepared] = {}
    for file in files:
        outcome = outcomes.get(file) or at_hand[file.sha256]
        if isinstance(outcome, Prepared):
            proofs[file.sha256] = printable(outcome, faces) if file in outcomes else outcome
        else:
            proofs[file.sha256] = _stand_in(file, outcome)
    failed = [(file, outcome) for file, outcome in outcomes.items() if isinstance(outcome, AppError)]
    if failed and not stand_in:
        raise _failure(failed)
    return proofs


def is_known(file: ProofFile, known: Mapping[str, Prepared]) -> bool:
    """Whether a file was made ready as it is to stand in the book."""
    return file.sha256 in known and known[file.sha256].layout == file.layout


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
