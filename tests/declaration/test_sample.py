"""The sample: complete, consistent in every figure, near its limits, and in a real draft within seconds."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.declaration.declaration import Declaration
from app.declaration.packs import find_pack
from app.declaration.samples import fill_sample, require_sample, sample_answers
from app.errors import UsageError
from app.files import resource
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.wording import count_words
from app.forms.yaml_text import read_tree

PACK = "sichuan-2022"
PASSPHRASE = "样例 2022"
RARE = "喆珺昇镕旸"
SECONDS = 20  # five on a quiet machine of two cores


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A draft made as `qibei sample` makes it, closed."""
    path = tmp_path_factory.mktemp("sample") / "样例.qibei"
    before = time.monotonic()
    with Declaration.create(find_pack(PACK), path, PASSPHRASE) as declaration:
        fill_sample(declaration)
    assert time.monotonic() - before < SECONDS
    return path


@pytest.fixture
def opened(draft: Path) -> Iterator[Declaration]:
    """That draft, opened again."""
    with Declaration.open(draft, PASSPHRASE) as declaration:
        yield declaration


def rows(session: FormSession, name: str) -> list[dict[str, str]]:
    """The rows of a list as printed."""
    path = FieldPath.parse(name)
    columns = session.pack.section[path.section].column_names(path.field)
    return [{column: session.printed(path.at(row, column)) for column in columns} for row in session.answers.rows(path)]


def number(session: FormSession, name: str) -> int:
    """A figure of the form; 无 is 0."""
    value = session.value(FieldPath.parse(name))
    return value if isinstance(value, int) else 0


def prose(session: FormSession) -> dict[str, str]:
    """Every long text by its path."""
    return {
        str(path): str(value)
        for path, value in session.answers.items()
        if not path.row and session.field(path).type == "prose"
    }


# -- in the draft ----------------------------------------------------------------------------------


def test_the_draft_is_complete_and_nothing_is_left_to_advise(opened: Declaration) -> None:
    checklist = opened.session.checklist()
    assert (checklist.complete, [problem.message for problem in checklist.problems]) == (True, [])
    assert opened.not_carried == ()


def test_every_proof_that_can_be_given_is_given(opened: Declaration) -> None:
    assert [item for item in opened.evidence_items() if not opened.evidence(item)] == []


def test_the_proofs_are_pictures_and_pdfs_whose_bytes_are_there(opened: Declaration) -> None:
    proofs = [proof for item in opened.evidence_items() for proof in opened.evidence(item)]
    assert Counter(Path(proof.name).suffix for proof in proofs).keys() == {".png", ".jpg", ".tif", ".pdf"}
    assert len({proof.name for proof in proofs}) == len({proof.sha256 for proof in proofs}) == len(proofs)
    assert all(len(opened.evidence_bytes(proof.sha256)) == proof.size for proof in proofs)
    assert {suffix for proof in proofs if proof.pages > 1 for suffix in [Path(proof.name).suffix]} == {".tif", ".pdf"}


def test_a_figure_taken_out_of_the_file_is_missed_after_opening_and_undone_after_opening(draft: Path) -> None:
    figure, proof = FieldPath("models", "total"), FieldPath("models", "evidence")
    with Declaration.open(draft, PASSPHRASE) as declaration:
        declaration.session.set({figure: None})
        declaration.session.remove_rows(proof, declaration.session.answers.rows(proof))
    with Declaration.open(draft, PASSPHRASE) as declaration:
        missed = {str(problem.path): problem.code for problem in declaration.session.checklist().problems}
        assert missed == {"models.total": "required_starred", "models.evidence": "evidence"}
        declaration.session.undo()
        declaration.session.undo()
    with Declaration.open(draft, PASSPHRASE) as declaration:
        assert declaration.session.checklist().problems == ()
        assert [len(declaration.evidence_bytes(one.sha256)) == one.size for one in declaration.evidence(proof)] == [
            True,
            True,
        ]


def test_a_pack_without_a_sample_is_refused_in_words() -> None:
    pack = find_pack(PACK).model_copy(update={"pack": "no-such-notice"})
    with pytest.raises(UsageError, match="没有样例"):
        require_sample(pack)


# -- the answers -----------------------------------------------------------------------------------


def test_every_blank_that_is_asked_is_filled(complete: FormSession) -> None:
    empty = [
        str(path)
        for section in complete.pack.sections
        for field in section.asked.values()
        if complete.asked(path := FieldPath(section.id, field.id)) and field.type not in ("list", "evidence")
        if complete.value(path) is None
    ]
    assert empty == []


def test_every_list_has_rows_and_every_cell_is_filled(complete: FormSession) -> None:
    lists = [f"{section.id}.{name}" for section in complete.pack.sections for name in section.lists]
    gaps = [(name, row) for name in lists for row in rows(complete, name) if not all(row.values())]
    assert gaps == []
    assert all(rows(complete, name) for name in lists)


def test_what_is_asked_only_of_a_joint_applicant_is_left_out(complete: FormSession) -> None:
    unasked = [
        str(path)
        for section in complete.pack.sections
        for name in section.asked
        if not complete.asked(path := FieldPath(section.id, name))
    ]
    assert unasked == ["applicant.lead_unit"]


def test_limited_texts_come_near_their_limits(complete: FormSession) -> None:
    limits = {path: complete.field(FieldPath.parse(path)).limit for path in prose(complete)}
    limited = {path: limit for path, limit in limits.items() if limit}
    assert sorted(limited.values()) == [1000, 1000, 2500]
    for path, limit in limited.items():
        assert 0.9 * limit <= count_words(prose(complete)[path]) <= limit, path


def test_the_other_texts_are_several_solid_paragraphs(complete: FormSession) -> None:
    for path, text in prose(complete).items():
        assert count_words(text) >= 300, path
        assert len(text.split("\n")) >= 3, path


def test_no_sentence_is_said_twice(complete: FormSession) -> None:
    sentences = re.split(r"[。；\n]", "\n".join(prose(complete).values()))
    said = Counter(sentence.strip() for sentence in sentences if len(sentence.strip()) > 12)
    assert [sentence for sentence, times in said.items() if times > 1] == []


def test_rare_characters_and_latin_stand_in_the_texts(complete: FormSession) -> None:
    text = "\n".join(prose(complete).values())
    assert [char for char in RARE if char not in text] == []
    assert all(word in text for word in ("OPC UA", "Modbus-TCP", "MQTT", "Kubernetes", "PROFINET", "Co., Ltd."))
    assert any(char in RARE for char in complete.printed(FieldPath("applicant", "contact_name")))


def test_nobody_real_can_be_reached(complete: FormSession) -> None:
    assert complete.printed(FieldPath("applicant", "contact_email")).endswith("@example.com")


# -- figures that must agree -----------------------------------------------------------------------


def test_the_equipment_list_adds_up_to_the_figures(complete: FormSession) -> None:
    listed = rows(complete, "equipment_list.rows")
    assert len(listed) == 300
    added: Counter[str] = Counter()
    for row in listed:
        added[row["kind"]] += int(row["quantity"])
        added[row["cloud"]] += int(row["quantity"])
    names = {
        "运行设备": "running",
        "加工设备": "processing",
        "行走设备": "moving",
        "其它设备": "other",
        "公有云": "public_cloud",
        "私有云": "private_cloud",
    }
    assert added == {words: number(complete, f"equipment.{name}") for words, name in names.items()}


@pytest.mark.parametrize(
    ("table", "column", "figures"),
    [
        (
            "model_list.rows",
            "kind",
            {
                "研发仿真模型": "models.simulation",
                "业务流程模型": "models.process",
                "行业机理模型": "models.mechanism",
                "数据算法模型": "models.algorithm",
            },
        ),
        (
            "app_list.rows",
            "kind",
            {
                "安全生产": "apps.safety",
                "节能减排": "apps.saving",
                "质量管控": "apps.quality",
                "供应链管理": "apps.supply",
                "研发设计": "apps.design",
                "生产制造": "apps.production",
                "运营管理": "apps.operation",
                "仓储物流": "apps.storage",
                "运维服务": "apps.maintenance",
            },
        ),
        ("app_list.rows", "origin", {"自研": "apps.own", "生态伙伴": "apps.partners"}),
        ("app_list.rows", "form", {"基于平台开发": "apps.developed", "传统工业软件云化": "apps.migrated"}),
        ("enterprise_list.rows", "paying", {"是": "enterprises.paying"}),
        (
            "standards.listed",
            "level",
            {"国家标准": "standards.national", "行业标准": "standards.sector", "国际标准": "standards.international"},
        ),
        ("industries.cases", "level", {"工业和信息化部": "industries.national", "省级": "industries.provincial"}),
    ],
)
def test_a_list_counts_what_the_figures_say(
    complete: FormSession, table: str, column: str, figures: dict[str, str]
) -> None:
    counted = Counter(row[column] for row in rows(complete, table))
    assert counted == {words: number(complete, name) for words, name in figures.items()}


def test_active_apps_solutions_parks_and_led_standards_agree_with_their_lists(complete: FormSession) -> None:
    solutions = rows(complete, "solution_list.rows")
    parks = rows(complete, "parks.served")
    led = Counter(row["level"] for row in rows(complete, "standards.listed") if row["role"] == "主导")
    assert {
        "apps.active": sum(row["active"] == "是" for row in rows(complete, "app_list.rows")),
        "solutions.total": len(solutions),
        "solutions.industries": len({row["industry"] for row in solutions}),
        "solutions.areas": len({row["area"] for row in solutions}),
        "parks.provincial": sum("四川省" in row["title"] for row in parks),
        "parks.national": sum(row["title"] != "无" and "四川省" not in row["title"] for row in parks),
        "killer_apps.awards": sum(row["award"] != "无" for row in rows(complete, "killer_apps.top")),
        "standards.national_led": led["国家标准"],
        "standards.sector_led": led["行业标准"],
        "standards.international_led": led["国际标准"],
    } == {
        name: number(complete, name)
        for name in (
            "apps.active",
            "solutions.total",
            "solutions.industries",
            "solutions.areas",
            "parks.provincial",
            "parks.national",
            "killer_apps.awards",
            "standards.national_led",
            "standards.sector_led",
            "standards.international_led",
        )
    }


def test_names_in_the_long_lists_differ(complete: FormSession) -> None:
    for table in ("model_list.rows", "app_list.rows", "enterprise_list.rows", "solution_list.rows"):
        names = [row["name"] for row in rows(complete, table)]
        assert len(set(names)) == len(names), table


# -- figures in the proofs -------------------------------------------------------------------------


def tables(tree: Any) -> Iterator[dict[str, Any]]:
    """Every table with rows of its own in the description of the proofs."""
    if isinstance(tree, dict):
        if "rows" in tree:
            yield tree
        for branch in tree.values():
            yield from tables(branch)
    elif isinstance(tree, list):
        for branch in tree:
            yield from tables(branch)


def hundredths(cell: str, answers: dict[str, Any]) -> int | None:
    """A cell's figure in hundredths, so that sums are exact; None when it is none."""
    words = re.sub(r"\{(.+?)\}", lambda found: str(answers[found[1]]), cell).rstrip("%")
    return round(float(words) * 100) if re.fullmatch(r"-?\d+(\.\d+)?", words) else None


def test_every_total_in_the_proofs_is_the_sum_above_it() -> None:
    answers = sample_answers(PACK)
    described = read_tree(resource("samples", f"{PACK}-proofs.yaml").read_bytes()).data
    sums = 0
    for table in tables(described["evidence"]):
        start = 0
        for place, row in enumerate(table["rows"]):
            assert len(row) == len(table["columns"]), row
            if not any(word in row[0] for word in ("合计", "总计")) or row[0].startswith("所有者"):
                continue
            for column in range(1, len(row)):
                parts = [hundredths(above[column], answers) for above in table["rows"][start:place]]
                total = hundredths(row[column], answers)
                if total is not None and None not in parts:
                    assert sum(part for part in parts if part is not None) == total, (row[0], table["columns"][column])
                    sums += 1
            start = place + 1
    assert sums >= 40
