"""How much of each page is done, and of the pages that each colleague has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.declaration.sharing.loans import Loan
from app.forms.checks.checklist import Mark, SectionStatus
from app.forms.checks.problems import MISSING
from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.forms.session import FormSession


@dataclass(frozen=True, slots=True)
class Amount:
    """What must be given, in items: a blank, a list or a proof is one.

    `done` are given with nothing wrong in them, `wrong` are given and must be mended.
    """

    asked: int = 0
    done: int = 0
    wrong: int = 0

    @property
    def owed(self) -> int:
        """How many are not given yet."""
        return self.asked - self.done - self.wrong

    @property
    def percent(self) -> int:
        """The share that is done, in whole hundredths, 100 only when all is; where nothing is asked, all is done."""
        return self.done * 100 // self.asked if self.asked else 100

    @property
    def words(self) -> str:
        """12 / 15 项."""
        return f"{self.done:,} / {self.asked:,} 项"

    def __add__(self, other: Amount) -> Amount:
        """Both together."""
        return Amount(self.asked + other.asked, self.done + other.done, self.wrong + other.wrong)


@dataclass(frozen=True, slots=True)
class PageProgress:
    """One page that applies: its mark and problems, all that must be given on it, and of that the proofs."""

    status: SectionStatus
    amount: Amount
    proofs: Amount

    @property
    def section(self) -> Section:
        """The page."""
        return self.status.section


@dataclass(frozen=True, slots=True)
class Part:
    """The pages that somebody has: by a loan, or those that nobody else has."""

    loan: Loan | None
    pages: tuple[PageProgress, ...]

    @property
    def amount(self) -> Amount:
        """What must be given on them."""
        return total(self.pages)

    def late(self, today: date) -> bool:
        """Whether they should have been back before `today`."""
        return self.loan is not None and self.loan.late(today)


def progress(
    session: FormSession, status: Callable[[Section], SectionStatus] | None = None
) -> tuple[PageProgress, ...]:
    """Every page that applies, in reading order, its mark as `status` gives it; else as the session does."""
    applying = (section for section in session.pack.sections if session.applies(section))
    return tuple(_page(session, section, (status or session.status)(section)) for section in applying)


def total(pages: Iterable[PageProgress]) -> Amount:
    """What must be given on all of these pages."""
    return sum((page.amount for page in pages), Amount())


def finished(pages: Iterable[PageProgress]) -> int:
    """How many pages are 已完成."""
    return sum(page.status.mark is Mark.DONE for page in pages)


def parts(pages: Sequence[PageProgress], lent: Mapping[str, Loan]) -> list[Part]:
    """Who has which pages, `lent` by their ids: what nobody else has first, then the loans, the first due first."""
    by_loan: dict[str, list[PageProgress]] = {}
    known = {loan.id: loan for loan in lent.values()}
    for page in pages:
        loan = lent.get(FieldPath(page.section.id, "").folded.section)
        by_loan.setdefault(loan.id if loan is not None else "", []).append(page)
    own = [Part(None, tuple(by_loan.pop("", ())))]
    loans = [Part(known[name], tuple(found)) for name, found in by_loan.items()]
    return [*own, *sorted(loans, key=lambda part: (part.loan.due or "9999", part.loan.at) if part.loan else ("", ""))]


def _page(session: FormSession, section: Section, status: SectionStatus) -> PageProgress:
    missing, wrong = set[str](), set[str]()
    for problem in session.problems(section.id):
        if problem.severity == "blocking":
            path = problem.path
            (wrong if path.row or problem.code not in MISSING else missing).add(path.field)
    everything, proofs = Amount(), Amount()
    for field in section.asked.values():
        path = FieldPath(section.id, field.id)
        found = field.id in missing or field.id in wrong
        owing = session.circumstances.required(field, section) in (None, "blocking")
        if field.computed is not None or not session.asked(path) or not (found or (owing and _given(session, path))):
            continue  # also what another blank stands for, and a proof of what is not stated yet
        one = Amount(1, int(not found), int(field.id in wrong and field.id not in missing))
        everything += one
        if field.type == "evidence":
            proofs += one
    return PageProgress(status, everything, proofs)


def _given(session: FormSession, path: FieldPath) -> bool:
    """Whether something stands there."""
    return session.value(path) is not None or session.answers.row_count(path) > 0
