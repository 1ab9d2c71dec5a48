"""Findings as data, and the one catalogue of their messages, worded as a 形式审查 would."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.forms.pack.fields import Severity
from app.forms.paths import FieldPath

MESSAGES: Mapping[str, str] = {
    "required": "“{label}”未填写。",
    "required_starred": "带*项目的“{label}”未填写；如果没有，请填“无”。",
    "required_either": "“{label}”未填写；也可以只填“{others}”。",
    "required_list": "“{label}”一行都没有填。",
    "required_entries": "“{label}”一项都没有添加。",
    "too_few_entries": "“{label}”只有 {count} 项，至少要有 {least} 项。",
    "too_many_entries": "“{label}”有 {count} 项，最多只能有 {most} 项。",
    "evidence": "“{label}”未提供：已填写的客观指标没有证明材料。",
    "evidence_item": "“{label}”未提供。",
    "evidence_rows": "“{label}”还缺 {count} 行的：{rows}。",
    "evidence_idle": "“{label}”附有材料，但本页没有填写可证明的内容。",
    "evidence_unasked": "按现在填写的内容，不需要“{label}”，这一项附的 {count} 份材料不编入书中，用不上的请移除。",
    "evidence_mute": "“{file}”没有写明证明什么。",
    "evidence_rowless": "“{file}”没有写明对应“{list}”的哪一行。",
    "evidence_row_gone": "“{file}”所对应的行已经删除，请改选，或者移除这个文件。",
    "evidence_twice": "“{file}”与“{other}”处的材料是同一个文件，书中只印一次。",
    "evidence_partly": "“{file}”中的{removed}不会印入书中，请核对。",
    "evidence_unprintable": "“{file}”中的字符{chars}没有字体可印，书中印作“〓”；请另存为 PDF 后重新加入。",
    "evidence_name": "“{file}”的文件名中的字符{chars}没有字体可印，书中印作“〓”；请改文件名后重新加入。",
    "evidence_claim": "“{file}”的证明内容中的字符{chars}没有字体可印，书中印作“〓”；请改用其他写法。",
    "unparsed": "“{label}”填写的“{text}”读不出确切的{kind}，请改写。",
    "unprintable": "“{label}”中的字符{chars}没有字体能够打印，请改用其他写法。",
    "nil": "“{label}”不能填“无”。",
    "limit": "“{label}”已写 {words} 字，超过限 {limit} 字。",
    "cover_long": "“{label}”有 {words} 字宽，封面最多放得下 {limit} 字，请写规范的名称。",
    "phone": "“{label}”不像电话号码：{value}。",
    "fax": "“{label}”不像传真号码：{value}。",
    "mobile": "“{label}”不是 11 位手机号码：{value}。",
    "email": "“{label}”不是电子邮箱：{value}。",
    "url": "“{label}”不是网址：{value}。",
    "credit_code": "“{label}”校验不通过：{value} 不是有效的统一社会信用代码或组织机构代码。",
    "organisation_code": "“{label}”校验不通过：{value} 不是有效的组织机构代码。",
    "credit_code_doubtful": "“{label}”中第 9—17 位不是有效的组织机构代码，请核对：{value}。",
    "too_small": "“{label}”为 {value}，小于 {bound}。",
    "too_large": "“{label}”为 {value}，大于 {bound}。",
    "before": "“{label}”早于 {day}。",
    "after": "“{label}”晚于 {day}。",
    "not_below": "“{label}”为 {value}，应小于 {bound}。",
    "not_above": "“{label}”为 {value}，应大于 {bound}。",
    "sum": "“{label}”为 {total}，而{parts}之和为 {sum}，两者应相等。",
    "at_most": "“{label}”为 {value}，大于{other}的 {bound}。",
    "at_least": "“{label}”为 {value}，小于{other}的 {bound}。",
    "below": "“{label}”为 {value}，应小于{other}的 {bound}。",
    "above": "“{label}”为 {value}，应大于{other}的 {bound}。",
    "below_threshold": "“{label}”为 {value}，未达到要求的 {bound}。",
    "above_threshold": "“{label}”为 {value}，超过要求的 {bound}。",
    "order": "“{label}”晚于“{other}”。",
    "not_before": "“{label}”早于 {day}。",
    "not_after": "“{label}”晚于 {day}。",
    "list_total": "“{label}”为 {total}，而{list}为 {sum}，两者不一致。",
    "must": "“{label}”应为“{wanted}”，现为“{value}”。",
    "fact_conflict": "“{other}”与“{label}”填写不一致：前者为“{stated}”，后者为“{value}”。",
    "advise": "{message}",
    "row_empty": "“{label}”中有空行。",
    "preset_row": "通知在“{label}”里印有“{words}”一行，现在没有了；请补上，或者撤销对它的删改。",
}

MISSING = frozenset(
    {
        "required",
        "required_starred",
        "required_either",
        "required_list",
        "required_entries",
        "evidence",
        "evidence_item",
        "evidence_rows",
    }
)
"""What is still owed, as against what is wrong."""

OF_FILES = frozenset(
    {
        "evidence_mute",
        "evidence_twice",
        "evidence_rowless",
        "evidence_row_gone",
        "evidence_partly",
        "evidence_unprintable",
        "evidence_name",
        "evidence_claim",
    }
)
"""What is said of one attached file, by its name."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: where, how bad, which code, which parameters, and the clause it rests on."""

    path: FieldPath
    severity: Severity
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    clause: str = ""
    words: str = ""

    @property
    def message(self) -> str:
        """The finding as one Chinese sentence; the pack's own words where it gives some."""
        return self.words or MESSAGES[self.code].format(**self.params)

    @property
    def missing(self) -> bool:
        """Whether something is owed rather than wrong."""
        return self.code in MISSING

    @property
    def owed(self) -> bool:
        """Whether it must be filled in before stamping."""
        return self.severity == "blocking" and self.missing

    @property
    def names_row(self) -> bool:
        """Whether the message itself says which row it means."""
        return self.code in OF_FILES
