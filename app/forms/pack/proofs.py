"""The proofs that a page demands, and what is kept of each attached file."""

from __future__ import annotations

from collections.abc import Collection

from app.forms.pack.fields import Condition, Demanded, Field, Identifier, Misplaced, Strict
from app.forms.pack.indicators import Indicator
from app.forms.pack.reading.nearest import nearest


class EvidenceItem(Strict):
    """One proof that a section demands; attached files are kept under its id.

    `proves` names the blanks, long texts or lists it is for; without it, it is for all figures.  Where it is for
    `each` row of a list, every row needs a file.
    """

    id: Identifier = "evidence"
    title: str
    proves: tuple[Identifier, ...] = ()
    each: Identifier | None = None
    required: Demanded = "blocking"
    when: Condition | None = None
    help: str = ""
    clause: str = ""

    def agree(self, blanks: Collection[str], lists: Collection[str], keys: tuple[str | int, ...]) -> None:
        """Refuse what the page has not: the names of its blanks and long texts, and those of its lists."""
        known = {*blanks, *lists}
        for place, name in enumerate(self.proves):
            if name not in known:
                raise Misplaced((*keys, "proves", place), f"本页没有空格 {name}{nearest(name, known)}")
        if self.each and self.each not in lists:
            raise Misplaced((*keys, "each"), f"本页没有清单 {self.each}{nearest(self.each, lists)}")
        if self.each and self.proves:
            raise Misplaced((*keys, "each"), "each 已经说明证明哪张清单的每一行，不要再写 proves")


STARRED_EVIDENCE = EvidenceItem(title="客观指标佐证材料（截图、汇总表、复印件等）")


EVIDENCE_COLUMNS = {
    field.id: field
    for field in (
        Field(id="name", type="text", label="文件名"),
        Field(id="sha256", type="text", label="文件指纹"),
        Field(id="size", type="count", label="字节数"),
        Field(id="pages", type="count", label="页数"),
        Field(id="proves", type="text", label="证明内容"),
        Field(id="password", type="text", label="PDF 打开密码"),
        Field(id="removed", type="text", label="未印入书中的内容"),
        Field(id="rows", type="text", label="对应的行"),
    )
}
"""What is kept of each attached file; its bytes are in the draft under the fingerprint."""


def proof_of(indicator: Indicator) -> EvidenceItem:
    """The proof that an answered indicator demands."""
    return EvidenceItem(
        id=indicator.proof_id,
        title=f"{indicator.name}证明材料",
        proves=(indicator.field,),
        required=indicator.proof,
        help=indicator.prompt,
    )


def evidence_field(item: EvidenceItem, starred: bool) -> Field:
    """The list of files that are attached for `item`."""
    said = {key: getattr(item, key) for key in ("id", "required", "when", "help", "clause")}
    return Field(**said, type="evidence", label=item.title, starred=starred)
