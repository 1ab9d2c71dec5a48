"""Pages of OFD files: where things stand, in which order, and what of a file is on them."""

from __future__ import annotations

import zipfile

import pytest
from evidence.ofd.writing import BLUE, GREEN, NAMESPACE, RED, WHITE, Look, Ofd, filled, square, text

from app.evidence.apart.worker import Worker
from app.evidence.ofd import proof
from app.evidence.prepared import ReadOptions
from app.evidence.recognition.telling import family_of


def test_words_stand_where_the_file_says_and_can_be_found() -> None:
    look = Look(Ofd().page(text("增值税发票", 10, 20)).bytes())
    assert look.words() == "增值税发票"
    assert look.lefts() == pytest.approx([10, 15, 20, 25, 30], abs=0.2)
    assert look.ink(10, 20, 25, 6) > 0.05
    assert look.ink(0, 0, 100, 19) == 0
    assert look.ink(36, 0, 60, 99) == 0


def test_pages_have_the_sizes_of_their_areas_one_of_them_on_its_side() -> None:
    wide = "<Area><PhysicalBox>0 0 210 140</PhysicalBox></Area>"
    look = Look(Ofd(area="0 0 210 297").page(text("一", 10, 10)).page(text("二", 10, 10), before=wide).bytes())
    sizes = [(round(sheet.width), round(sheet.height)) for sheet in look.prepared.sheets]
    assert sizes == [(595, 842), (595, 397)]
    assert [look.words(0), look.words(1)] == ["一", "二"]
    assert [tuple(map(round, page.get_mediabox())) for page in look.pdf] == [(0, 0, 595, 842), (0, 0, 595, 397)]


def test_templates_lie_below_or_above_the_page_as_they_say() -> None:
    ofd = Ofd().template(50, filled(square(10, 10, 30), "0 255 0"))
    ofd.template(51, filled(square(60, 10, 30), "0 0 255"), order='ZOrder="Foreground"')
    named = '<Template TemplateID="50"/><Template TemplateID="51"/>'
    look = Look(ofd.page(filled("M 0 15 L 100 15 L 100 20 L 0 20 C"), before=named).bytes())
    assert [look.at(x, 17) for x in (20, 50, 70)] == [RED, RED, BLUE]
    assert [look.at(x, 30) for x in (20, 50, 70)] == [GREEN, WHITE, BLUE]


def test_layers_lie_by_their_kind_before_their_order() -> None:
    above, body, below = (filled(square(10, 10, 30), colour) for colour in ("255 0 0", "0 255 0", "0 0 255"))
    layers = f'<Layer Type="Foreground">{above}</Layer><Layer>{body}</Layer><Layer Type="Background">{below}</Layer>'
    assert Look(Ofd().layers(layers).bytes()).at(20, 20) == RED


def test_annotations_are_printed_unless_they_are_hidden() -> None:
    ofd = Ofd().page(text("一", 80, 80))
    ofd.annotation(0, filled(square(0, 0, 10)), boundary="10 10 10 10")
    ofd.annotation(0, filled(square(0, 0, 10)), boundary="30 10 10 10", more='Type="Watermark" Visible="false"')
    ofd.annotation(0, filled(square(0, 0, 10)), boundary="50 10 10 10", more='Type="Stamp" Print="false"')
    look = Look(ofd.bytes())
    assert [look.at(x, 15) for x in (15, 35, 55)] == [RED, WHITE, RED]


def test_an_object_that_is_not_visible_is_not_drawn() -> None:
    assert Look(Ofd().page(filled(square(10, 10, 30), more='Visible="false"')).bytes()).at(20, 20) == WHITE


def test_attachments_are_named_and_ordinary_links_are_not() -> None:
    link = '<Actions><Action Event="CLICK"><URI URI="https://example.cn"/></Action></Actions>'
    film = '<Actions><Action Event="CLICK"><Movie ResourceID="9"/></Action></Actions>'
    ofd = Ofd(attachments=2).page(filled(square(10, 10, 10), inner=link), filled(square(30, 10, 10), inner=film))
    assert Look(ofd.bytes()).prepared.removed == ("附件 2 个", "视频")


def test_all_documents_of_a_file_are_bound_each_once() -> None:
    second = f"<Document {NAMESPACE}><Pages><Page ID='1' BaseLoc='P.xml'/></Pages></Document>"
    page = f"<Page {NAMESPACE}><Content><Layer>{filled(square(10, 10, 10))}</Layer></Content></Page>"
    bodies = "<DocBody><DocRoot>Doc_1/D.xml</DocRoot></DocBody><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody>"
    ofd = Ofd(body=bodies, parts={"Doc_1/D.xml": second.encode(), "Doc_1/P.xml": page.encode()})
    look = Look(ofd.page(text("一", 10, 10)).bytes())
    assert len(look.prepared.sheets) == 2
    assert look.at(15, 15, page=1) == RED


def test_of_several_versions_the_one_that_is_valid_is_bound() -> None:
    version = f"<DocVersion {NAMESPACE}><DocRoot>/Doc_0/New.xml</DocRoot></DocVersion>"
    new = f"<Document {NAMESPACE}><Pages><Page ID='1' BaseLoc='Pages/New.xml'/></Pages></Document>"
    page = f"<Page {NAMESPACE}><Content><Layer>{filled(square(10, 10, 10))}</Layer></Content></Page>"
    made = Ofd().page(text("旧", 10, 10))
    made.parts |= {
        "Doc_0/V1.xml": version.encode(),
        "Doc_0/New.xml": new.encode(),
        "Doc_0/Pages/New.xml": page.encode(),
        "OFD.xml": (
            f"<OFD {NAMESPACE}><DocBody><DocRoot>Doc_0/Document.xml</DocRoot><Versions>"
            '<Version ID="0" Index="0" BaseLoc="Doc_0/V0.xml"/>'
            '<Version ID="1" Index="1" Current="true" BaseLoc="Doc_0/V1.xml"/></Versions></DocBody></OFD>'
        ).encode(),
    }
    assert Look(made.bytes()).at(15, 15) == RED


def test_parts_are_found_however_their_names_are_written() -> None:
    ofd = Ofd().page(filled(square(10, 10, 10)))
    data = ofd.bytes().replace(b"Pages/Page_0/Content.xml", b"PAGES/page_0/Content.xml")
    assert Look(data).at(15, 15) == RED


def test_a_file_is_known_by_its_entry_and_goes_through_the_child_with_its_small_picture() -> None:
    data = Ofd().page(filled("M 0 0 L 100 0 L 100 100 L 0 100 C")).bytes()
    assert family_of("没有后缀", data) == "ofd"
    with Worker() as worker:
        examined = worker.examine("发票.ofd", data)
        assert (examined.kind, examined.pages, examined.removed) == ("ofd", 1, ())
        assert worker.thumbnail("发票.ofd", data, size=60).startswith(b"\x89PNG")
        assert worker.prepare("发票.ofd", data).pdf == proof.prepare("发票.ofd", data, ReadOptions()).pdf


def test_the_same_bytes_give_the_same_pages() -> None:
    data = Ofd().page(text("同一份", 10, 10), filled(square(40, 40, 9))).bytes(compression=zipfile.ZIP_STORED)
    first, second = (proof.prepare("一.ofd", data, ReadOptions()) for _ in range(2))
    assert first == second


def test_what_a_file_names_and_does_not_hold_is_named() -> None:
    ofd = Ofd(common="<DocumentRes>Gone.xml</DocumentRes>", root="<Annotations>Gone.xml</Annotations>")
    ofd.page(text("一", 10, 10), before='<Template TemplateID="404"/>')
    ofd.parts["OFD.xml"] = (
        f"<OFD {NAMESPACE}><DocBody><DocRoot>Doc_0/Document.xml</DocRoot>"
        "<Signatures>Gone.xml</Signatures></DocBody></OFD>"
    ).encode()
    assert Look(ofd.bytes()).prepared.removed == (
        "读不出的资源文件 1 处",
        "读不出的批注 1 处",
        "读不出的电子签章 1 处",
        "读不出的模板页 1 处",
    )
