"""A form of another notice, written from the guide alone: from its YAML to the book without a line of Python.

The pack in `tests/packs` is an application for 专精特新“小巨人” enterprises, unlike the five forms of the program.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from forms.printed_words import docx_words, pdf_words
from forms.tiny_packs import at
from PIL import Image

from app.declaration.declaration import Declaration
from app.declaration.export.exporting import export_book
from app.declaration.filling import fill
from app.declaration.packs import find_pack, install_pack
from app.forms.session import FormSession

PACK = "jiangnan-little-giant-2024"
FILE = Path(__file__).parents[1] / "packs" / f"{PACK}.yaml"
TITLE = "江南省专精特新“小巨人”企业申请书"
PASSPHRASE = "申报 2026"
ANSWERS = """{
  "cover.applicant": "江南精工轴承有限公司", "cover.city": "临江市工业和信息化局", "cover.declared": "2024-05-20",
  "eligibility.registered": "是", "eligibility.small": "是", "eligibility.safe": "是",
  "basics.name": "江南精工轴承有限公司", "basics.code": "91510100MA00000077", "basics.founded": "2009-06-18",
  "basics.capital": "3000", "basics.address": "江南省临江市高新区创业路8号", "basics.person": "沈清",
  "basics.mobile": "13800000000", "basics.email": "office@example.cn", "basics.website": "https://example.cn",
  "basics.nature": "其他", "basics.other_nature": "混合所有制", "basics.listed": "否",
  "basics.profile": "公司专注精密轴承十五年，产品用于数控机床主轴。",
  "finance.sales_1": "18000.50", "finance.main_1": "15000.50", "finance.rest_1": "3000",
  "finance.sales_2": "21000", "finance.main_2": "18000", "finance.rest_2": "3000",
  "finance.sales_3": "25000", "finance.main_3": "22000", "finance.rest_3": "3000",
  "finance.rd_1": "900", "finance.rd_2": "1100", "finance.rd_3": "1400",
  "finance.profit_1": "1500", "finance.profit_2": "-80", "finance.profit_3": "2600",
  "finance.share": "88", "finance.years": 15,
  "market.product": "数控机床主轴轴承", "market.rank": 3, "market.scope": "细分领域", "market.niche": "主轴轴承",
  "market.areas": ["高端装备", "新材料"], "market.advantage": "精度保持性高于同类产品。",
  "patents.granted": 3, "patents.invention": 1, "patents.utility": 2, "patents.design": "无",
  "patents.software": "无",
  "staff.all": 260, "staff.researchers": 48,
  "institution.built": "是", "institution.level": "省级", "institution.opened": "2019-11",
  "patent_list.rows": [
    {"name": "一种主轴轴承", "kind": "发明", "number": "ZL201810000001.1", "granted": "2020-05-12",
     "income": "9000", "main": "是"},
    {"name": "一种保持架", "kind": "实用新型", "number": "ZL201920000002.2", "granted": "2019-12-03",
     "income": "4000", "main": "是"},
    {"name": "一种检测台", "kind": "实用新型", "number": "ZL202020000003.3", "granted": "2021-01-15",
     "income": "无", "main": "否"}
  ]
}"""

FORM = """江南省专精特新“小巨人”企业申请书
申请企业（盖章）：____推荐单位：____填报日期：____江南省工业和信息化厅制
填写说明
1.本申请书由申报企业如实填写，所填内容截止日期为2023年12月31日。
2.带*的指标须附佐证材料；没有的填“无”。
3.财务数据以2021年、2022年、2023年审计报告为准，金额单位为万元。
4.“主导产品”是指企业核心技术在产品中发挥重要作用，且产品收入之和占企业同期营业收入比重超过50%的产品。
一、企业基本情况
企业名称____统一社会信用代码____成立时间____注册地址____注册资本____联系人____姓名____手机
电子邮箱____企业网址____企业类型____□国有□民营□合资□其他请注明____是否上市____□是□否____股票代码
企业简介（限500字）
二、专业化指标
（一）近三年经营数据____（单位：万元）
指标____2021年____2022年____2023年____营业收入____其中：主导产品收入____其他收入____研发费用____净利润
2023年主导产品收入占营业收入比重____%，从事特定细分市场____年。
（二）主导产品与市场
主导产品名称____所属重点领域（可多选）____□新一代信息技术____□高端装备____□新材料____□新能源____□生物医药
市场排名：第____位；排名范围：□全国□全省□细分领域请注明细分领域
竞争优势（与国内外同类产品比较，限300字）：
三、创新能力指标
（一）知识产权情况*
□授权专利____件（其中，发明专利____件，实用新型专利____件，外观设计专利____件）
□软件著作权____件____仅统计截至2023年12月31日仍然有效的知识产权。
（二）研发人员*
□从业人员____人，其中研发人员____人
（三）研发机构
是否自建研发机构：□是□否____研发机构级别：□国家级□省级□市级，获批时间：
附表1：专利清单
序号____专利名称____专利类型____专利号____授权日期____相关产品收入（万元）____是否用于主导产品
真实性声明
本企业承诺：申请书所填内容和所附佐证材料真实、完整，如有不实，愿承担相应的责任。
法定代表人（签名）：____（公章）____年月日"""
PRINTED_ANSWERS = [
    "江南精工轴承有限公司", "临江市工业和信息化局", "2024年5月20日", "江南精工轴承有限公司", "91510100MA00000077",
    "2009年6月18日", "3000万元", "□合资☑其他请注明混合所有制", "□是☑否", "公司专注精密轴承", "营业收入", "18000.50",
    "21000", "25000", "净利润", "1500", "-80", "2600", "88%", "15年", "☑高端装备", "□新能源",
    "第3位", "☑细分领域请注明细分领域主轴轴承", "精度保持性", "☑授权专利3件", "软件著作权无", "从业人员260人", "☑省级",
    "2019年11月", "一种主轴轴承", "ZL201810000001.1", "2020年5月12日", "一种检测台", "2021年1月15日",
]  # fmt: skip


@pytest.fixture(scope="module")
def declaration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Declaration]:
    """A draft of the pack, filled from JSON, with the scans that it asks for."""
    folder = tmp_path_factory.mktemp("stranger")
    scans = {"patents.patent_proof": folder / "证书.png", "staff.evidence": folder / "社保.png"}
    for colour, scan in zip(("white", "grey"), scans.values(), strict=True):
        Image.new("RGB", (60, 40), colour).save(scan)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QIBEI_HOME", str(folder / "home"))
        install_pack(FILE)
        declaration = Declaration.create(find_pack(PACK), folder / "申报.qibei", PASSPHRASE)
        fill(declaration.session, {"pack": PACK, "answers": json.loads(ANSWERS)})
        for proof, scan in scans.items():
            declaration.attach(at(proof), [scan])
        yield declaration
        declaration.close()


@pytest.fixture
def session(declaration: Declaration) -> FormSession:
    return declaration.session


def wrong(session: FormSession, changes: dict[str, object]) -> list[tuple[str, str]]:
    """What keeps the declaration from being complete after these changes, which are taken back."""
    fill(session, {"answers": changes})
    checklist = session.checklist()
    session.undo()
    assert session.checklist().complete
    return [(str(problem.path), problem.code) for problem in checklist.problems if problem.severity == "blocking"]


def bare(text: str) -> str:
    """The text without white space, its boxes not ticked."""
    return re.sub(r"\s", "", text).replace("☑", "□")


def missing_in_order(phrases: list[str], text: str) -> list[str]:
    """Those of the phrases that do not stand in the text behind the one before."""
    missing, place = [], 0
    for phrase in phrases:
        found = text.find(phrase, place)
        if found < 0:
            missing.append(phrase)
        else:
            place = found + len(phrase)
    return missing


def test_it_is_complete_without_a_word_of_advice(session: FormSession) -> None:
    checklist = session.checklist()
    assert [(str(problem.path), problem.message) for problem in checklist.problems] == []
    assert checklist.complete


def test_the_words_of_the_form_stand_in_both_books_in_order(session: FormSession, tmp_path: Path) -> None:
    none = ("外观设计专利____件", "软件著作权____件")  # 无 takes no unit
    filled = functools.reduce(lambda form, words: form.replace(words, words[:-1]), none, FORM)
    for blank, name, form in ((True, f"{TITLE}（空白）", FORM), (False, TITLE, filled)):
        export_book(session, tmp_path, blank=blank)
        for text in ("".join(pdf_words(tmp_path / f"{name}.pdf")), "".join(docx_words(tmp_path / f"{name}.docx"))):
            assert missing_in_order(re.split(r"____|\n", form), bare(text)) == []


def test_the_answers_stand_in_both_books_in_order(session: FormSession, tmp_path: Path) -> None:
    export_book(session, tmp_path)
    for text in ("".join(pdf_words(tmp_path / f"{TITLE}.pdf")), "".join(docx_words(tmp_path / f"{TITLE}.docx"))):
        assert missing_in_order(PRINTED_ANSWERS, re.sub(r"\s", "", text)) == []
        assert "在本省注册满三年" not in text


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"finance.rest_2": "2999.99"}, [("finance.sales_2", "sum")]),
        ({"patents.invention": 2}, [("patents.granted", "sum")]),
        ({"staff.researchers": None}, [("staff.researchers", "required_starred")]),
        ({"staff.researchers": 261}, [("staff.researchers", "at_most")]),
        ({"patents.software": 2}, [("patents.software_proof", "evidence")]),
        ({"finance.share": "101"}, [("finance.share", "too_large")]),
        ({"basics.other_nature": None}, [("basics.other_nature", "required")]),
        ({"basics.listed": "是"}, [("basics.stock", "required")]),
        ({"institution.built": "否"}, []),
        ({"basics.name": "别的公司"}, []),
        ({"eligibility.safe": "否"}, [("eligibility.safe", "must")]),
        ({"eligibility.small": None}, [("eligibility.small", "required")]),
        ({"market.advantage": "优" * 301}, [("market.advantage", "limit")]),
        ({"cover.declared": "2024-06-01"}, [("cover.declared", "after")]),
    ],
)
def test_what_is_wrong_is_found_where_it_stands(
    session: FormSession, changes: dict[str, object], found: list[tuple[str, str]]
) -> None:
    assert wrong(session, changes) == found
