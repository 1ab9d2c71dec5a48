"""OFD files that attack their reader: refused in words or tamed by the child, within its memory and its deadlines."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator

import pytest
from evidence.ofd.writing import NAMESPACE, Ofd, block_face, filled, flat, image, path, square, text

from app.errors import EvidenceRefused
from app.evidence.apart.worker import Worker
from app.evidence.prepared import MAX_SIDE

LINE = '<PathObject Boundary="0 0 9 9"><AbbreviatedData>M 0 0 L 9 9</AbbreviatedData></PathObject>'
TOO_MUCH = "OFD 里的文字、图形或图片过多"
LATE = "检查用时过长"
DEEP = "嵌套过深的图形"
BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as shared:
        yield shared


def units(*contents: str) -> str:
    """Composed graphics numbered from 1."""
    made = "".join(
        f'<CompositeGraphicUnit ID="{number}" Width="9" Height="9"><Content>{content}</Content></CompositeGraphicUnit>'
        for number, content in enumerate(contents, start=1)
    )
    return f"<CompositeGraphicUnits>{made}</CompositeGraphicUnits>"


def use(number: int, more: str = "") -> str:
    return f'<CompositeObject Boundary="0 0 9 9" ResourceID="{number}" {more}/>'


def composed(more: str) -> Ofd:
    """Ten of ten of ten … twelve deep."""
    return Ofd(resources=units(*(use(number + 1, more) * 10 for number in range(1, 12)), LINE)).page(use(1, more))


def cells(deep: int) -> str:
    """Patterns within patterns."""
    inner = cells(deep - 1) if deep else ""
    pattern = f'<Pattern Width="9" Height="9"><CellContent>{inner}</CellContent></Pattern>'
    return path(square(0, 0, 50), more='Fill="true"', inner=f"<FillColor>{pattern}</FillColor>")


def with_part(ofd: Ofd, name: str, content: str | bytes) -> bytes:
    """The file with that part instead of its own."""
    ofd.parts[name] = content.encode() if isinstance(content, str) else content
    return ofd.bytes()


def small() -> Ofd:
    return Ofd().page(text("一", 10, 10))


def typed(start: str, end: str) -> str:
    """A page whose words are an entity."""
    words = '<TextObject Boundary="0 0 9 9" Font="1" Size="5"><TextCode X="0" Y="5">&l9;</TextCode></TextObject>'
    return f"<!DOCTYPE x [{start}]><Page {NAMESPACE}><Content><Layer>{words}</Layer></Content></Page>{end}"


def encrypted() -> bytes:
    data = bytearray(small().bytes())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(sign) + at] |= 1
    return bytes(data)


def wide_pictures() -> Ofd:
    ofd = Ofd()
    for number in range(80, 90):
        ofd.picture(number, flat(0, mode="1", size=(7_000, 7_000)), f"{number}.png")
    return ofd.page(*(image(number, "0 0 9 9") for number in range(80, 90)))


PAGE = "Doc_0/Pages/Page_0/Content.xml"
SLOW = {"many paths", "a million glyphs"}
"""Tried at length: making them takes longer than refusing them."""
REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("many paths", lambda: many_paths(120_000), TOO_MUCH),
    ("a million points", lambda: Ofd().page(path("M 0 0 " + "L 5 5 " * 1_000_000)).bytes(), TOO_MUCH),
    ("a million glyphs", lambda: Ofd().page(*[text("国家" * 500, 0, y % 90) for y in range(1_000)]).bytes(), TOO_MUCH),
    ("glyphs out of one letter", lambda: glyphs_of_one(), TOO_MUCH),
    ("a bomb of composites", lambda: composed("").bytes(), TOO_MUCH),
    ("a bomb of groups", lambda: composed('Alpha="99"').bytes(), TOO_MUCH),
    ("a huge picture", lambda: pictured(flat(0, mode="1", size=(20_000, 20_000))), TOO_MUCH),
    ("many large pictures", lambda: wide_pictures().bytes(), TOO_MUCH),
    ("501 pages", lambda: many_pages(501), "OFD 超过 500 页"),
    ("no page", lambda: Ofd().bytes(), "OFD 一页也没有"),
    ("a lost page", lambda: with_part(small(), "Doc_0/Document.xml", LOST), "OFD 缺少第 1 页的内容"),
    ("a zip bomb", lambda: with_part(small(), PAGE, b" " * 300_000_000), "解压后过大"),
    ("entities", lambda: with_part(small(), PAGE, typed(f'<!ENTITY l0 "lol">{BOMB}', "")), "不安全的 XML 定义"),
    (
        "a file of the disk",
        lambda: with_part(small(), PAGE, typed('<!ENTITY l9 SYSTEM "file:///etc/passwd">', "")),
        "不安全的 XML 定义",
    ),
    ("half of it", lambda: small().bytes()[:-300], "已损坏"),
    ("no XML", lambda: with_part(small(), PAGE, b"\0\1\2"), "文件已损坏"),
    ("a password", encrypted, "文件有打开密码"),
    ("encryption", lambda: with_part(small(), "Encryptions.xml", b"<Encryptions/>"), "OFD 文件已加密"),
]
LOST = f'<Document {NAMESPACE}><Pages><Page ID="1" BaseLoc="../../../etc/passwd"/></Pages></Document>'


def glyphs_of_one() -> bytes:
    change = (
        f'<CGTransform CodePosition="0" CodeCount="1" GlyphCount="9999999"><Glyphs>{"3 " * 900}</Glyphs></CGTransform>'
    )
    code = '<TextCode X="0" Y="5">一</TextCode>'
    one = f'<TextObject Boundary="0 0 9 9" Font="7" Size="5">{change}{code}</TextObject>'
    return Ofd().face(7, block_face()).page(one * 1_000).bytes()


def many_paths(count: int) -> bytes:
    words = (LINE.replace("9 9</A", f"{number * 7919 % 100_003} {number}</A") for number in range(count))
    return Ofd().page(*words).bytes()


def pictured(data: bytes) -> bytes:
    return Ofd().picture(80, data, "a.png").page(image(80, "0 0 9 9")).bytes()


def many_pages(count: int) -> bytes:
    ofd = Ofd()
    for _ in range(count):
        ofd.page(LINE)
    return ofd.bytes()


@pytest.mark.parametrize(
    ("make", "words"),
    [pytest.param(*case, marks=[pytest.mark.long] if name in SLOW else [], id=name) for name, *case in REFUSED],
)
def test_what_asks_too_much_or_is_broken_is_refused_in_words(
    worker: Worker, make: Callable[[], bytes], words: str
) -> None:
    data = make()
    with pytest.raises(EvidenceRefused) as refused:
        worker.examine("发票.ofd", data)
    late = LATE if words == TOO_MUCH else words  # where the machine has much else to do
    assert words in refused.value.message or late in refused.value.message


NONSENSE = (
    '<TextObject Boundary="nan inf 1e400 -1" Font="1" Size="nan" CTM="inf 0 0 nan 0 0" HScale="nan" Weight="inf">'
    '<TextCode X="nan" Y="inf" DeltaX="g nan 1 inf">一二三</TextCode></TextObject>'
    + path("M nan inf L 1e999 5 A nan 1 1 1 1 1 Q 1", more='LineWidth="inf" DashPattern="nan inf" MiterLimit="-1"')
    + '<ImageObject Boundary="a b c d" ResourceID="99" CTM="1"/><PathObject/><TextObject/><Nonsense/>'
)
TAMED: list[tuple[str, Callable[[], bytes], str]] = [
    ("a composite in itself", lambda: Ofd(resources=units(use(1))).page(use(1)).bytes(), DEEP),
    ("a template in itself", lambda: looping_template(), ""),
    ("deep blocks", lambda: Ofd().page("<PageBlock>" * 2_000 + LINE + "</PageBlock>" * 2_000).bytes(), DEEP),
    ("deep patterns", lambda: Ofd().page(cells(30)).bytes(), DEEP),
    ("numbers that are none", lambda: Ofd(area="0 0 nan inf").page(NONSENSE).bytes(), "读不出的图片"),
    ("a page of 90 metres", lambda: Ofd(area="0 0 90000 50000").page(text("一", 1, 1)).bytes(), ""),
    ("names that lead out", lambda: leading_out("../../../../../etc/passwd"), "读不出的图片"),
    ("names of the disk", lambda: leading_out("/etc/passwd"), "读不出的图片"),
    ("endless dashes", lambda: Ofd().page(path("M 0 0 L 99 99", more='DashPattern="0.001 0.001"')).bytes(), ""),
    ("a cell of a micron", lambda: Ofd().page(tiny_cells()).bytes(), ""),
    ("steps without end", lambda: Ofd().page(text("一二", 0, 9, code=f'DeltaX="{"g 1 1 " * 300_000}"')).bytes(), ""),
    ("a face that is a bomb of parts", lambda: parts_of_parts(), ""),
]


def looping_template() -> bytes:
    ofd = Ofd().template(50, LINE)
    named = '<Template TemplateID="50"/>' * 1_000
    ofd.parts["Doc_0/Tpls/50.xml"] = ofd.parts["Doc_0/Tpls/50.xml"].replace(b"<Content>", named.encode() + b"<Content>")
    return ofd.page(LINE, before=named).bytes()


def leading_out(location: str) -> bytes:
    ofd = Ofd(media=f'<MultiMedia ID="80" Type="Image"><MediaFile>{location}</MediaFile></MultiMedia>')
    return ofd.page(image(80, "0 0 9 9")).bytes()


def tiny_cells() -> str:
    cell = f"<CellContent>{filled(square(0, 0, 1))}</CellContent>"
    pattern = f'<FillColor><Pattern Width="0.001" Height="0.001">{cell}</Pattern></FillColor>'
    return path(square(0, 0, 90), more='Fill="true"', inner=pattern)


def parts_of_parts() -> bytes:
    """A face whose glyph 25 is two of 24, which is two of 23 …: millions of parts."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    order = [".notdef", *(f"a{number}" for number in range(26))]
    glyphs = {".notdef": TTGlyphPen(None).glyph(), "a0": TTGlyphPen(None).glyph()}
    for number in range(1, 26):
        pen = TTGlyphPen(dict.fromkeys(order))
        for aside in (0, 10):
            pen.addComponent(f"a{number - 1}", (1, 0, 0, 1, aside, 0))
        glyphs[f"a{number}"] = glyph = pen.glyph()
        glyph.xMin = glyph.yMin = glyph.xMax = glyph.yMax = 0
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord("A"): "a25"})
    builder.setupGlyf(glyphs, calcGlyphBounds=False)
    builder.setupHorizontalMetrics(dict.fromkeys(order, (1000, 0)))
    builder.setupHorizontalHeader()
    builder.font.recalcBBoxes = False
    stream = io.BytesIO()
    builder.font.save(stream)
    return Ofd().face(7, stream.getvalue()).page(text("A", 10, 10, font=7)).bytes()


@pytest.mark.parametrize(("make", "removed"), [case[1:] for case in TAMED], ids=[case[0] for case in TAMED])
def test_what_makes_no_sense_is_drawn_without_it(worker: Worker, make: Callable[[], bytes], removed: str) -> None:
    data = make()
    examined = worker.examine("发票.ofd", data)
    prepared = worker.prepare("发票.ofd", data)
    worker.open_pdf(prepared.pdf)
    worker.render(0, 60)
    assert examined.pages == 1
    assert removed in "、".join(examined.removed)
    assert max(prepared.sheets[0].width, prepared.sheets[0].height) <= MAX_SIDE


def test_five_hundred_full_pages_are_taken_in_time(worker: Worker) -> None:
    ofd = Ofd()
    for _ in range(500):
        ofd.page(*(text("国家税务总局发票监制章抬头", 5, 5 * row) for row in range(18)))
    assert worker.examine("账册.ofd", ofd.bytes()).pages == 500


def test_a_zip_with_the_same_name_twice_is_refused(worker: Worker) -> None:
    stream = io.BytesIO(small().bytes())
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("OFD.xml", b"<OFD/>")
    with pytest.raises(EvidenceRefused) as refused:
        worker.examine("发票.ofd", stream.getvalue())
    assert "已损坏" in refused.value.message
