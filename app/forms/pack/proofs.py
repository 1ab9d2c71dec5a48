"""The proofs that a page demands, and what is kept of each attached file."""

from __future__ import annotations

from app.forms.pack.fields import Condition, Demanded, Field, Identifier, Strict
from app.forms.pack.indicators import Indicator


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
        Field(id="notes", type="text", label="提示"),
        Field(id="unprintable", type="text", label="没有字体可印的字符"),
        Field(id="rows", type="text", label="对应的行"),
        Field(id="layout", type="text", label="长图的排法"),
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
