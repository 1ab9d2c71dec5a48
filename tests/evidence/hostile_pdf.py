"""PDFs that attack their readers, written object by object."""

from __future__ import annotations

import io
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]>>"


def written(objects: dict[int, bytes]) -> bytes:
    """A PDF of these objects; 1 is the catalog."""
    out, places = b"%PDF-1.7\n", {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size, start = max(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % places.get(number, 0) for number in range(1, size))
    return out + b"trailer <</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, start)


def one_page(catalog: bytes = CATALOG, page: bytes = PAGE, **more: bytes) -> bytes:
    """A PDF with one page; `more` are further objects, `o4=…` the fourth."""
    pages = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
    return written({1: catalog, 2: pages, 3: page} | {int(name[1:]): body for name, body in more.items()})


def endless_pages() -> bytes:
    """A page tree that holds itself."""
    return written({1: CATALOG, 2: b"<</Type/Pages/Count 1/Kids[2 0 R]>>"})


def deep_pages() -> bytes:
    """A page tree ten thousand nodes deep."""
    nodes = {n: b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (n + 1) for n in range(2, 10_000)}
    return written({1: CATALOG, **nodes, 10_000: PAGE})


def deep_brackets() -> bytes:
    """A hundred thousand arrays in one another."""
    return one_page(b"<</Type/Catalog/Pages 2 0 R/X" + b"[" * 100_000 + b"]" * 100_000 + b">>")


def false_count() -> bytes:
    """One page that says it is two thousand million."""
    return written({1: CATALOG, 2: b"<</Type/Pages/Count 2000000000/Kids[3 0 R]>>", 3: PAGE})


def many_pages(pages: int) -> bytes:
    """As many empty pages."""
    kids = b" ".join(b"%d 0 R" % number for number in range(3, pages + 3))
    root = b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids)
    return written({1: CATALOG, 2: root} | dict.fromkeys(range(3, pages + 3), PAGE))


def squeezed(size: int) -> bytes:
    """`size` spaces, deflated; made by repeating one piece, so its check sum is wrong at the very end."""
    packer = zlib.compressobj(9)
    begin = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return begin + piece * ((size >> 20) - 1) + packer.flush()


def bomb(size: int = 3 << 30) -> bytes:
    """A page whose content unpacks to three thousand million bytes."""
    data = squeezed(size)
    return _with_content(data, b"/Filter/FlateDecode")


def bomb_in_bomb() -> bytes:
    """A page whose content is deflated twice."""
    return _with_content(zlib.compress(squeezed(3 << 30), 9), b"/Filter[/FlateDecode/FlateDecode]")


def bomb_of_objects() -> bytes:
    """An object stream that unpacks to three thousand million bytes, with the catalog in it."""
    data = squeezed(3 << 30)
    stream = b"<</Type/ObjStm/N 1/First 10/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(data), data)
    table = b"".join(bytes(row) for row in ((0, 0, 0, 255), (2, 0, 2, 0), (1, 0, 9, 0)))
    out = b"%PDF-1.7\n2 0 obj\n" + stream + b"\nendobj\n"
    xref = b"<</Type/XRef/W[1 2 1]/Size 3/Root 1 0 R/Length %d>>stream\n%s\nendstream" % (len(table), table)
    return out + b"3 0 obj\n" + xref + b"\nendobj\nstartxref\n%d\n%%%%EOF" % len(out)


def huge_image() -> bytes:
    """A page with an image of 60,000 × 60,000 points."""
    image = b"<</Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceRGB"
    data = squeezed(1 << 20)
    image += b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(data), data)
    page = PAGE[:-2] + b"/Resources<</XObject<</I 4 0 R>>>>>>"
    return one_page(page=page, o4=image)


def huge_page() -> bytes:
    """A page of 10 kilometres."""
    return one_page(page=b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 900000 900000]/UserUnit 75000>>")


def script() -> bytes:
    """A script that runs when the file is opened, one on a page and one among the names."""
    action = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
    catalog = CATALOG[:-2] + b"/OpenAction %s/Names<</JavaScript<</Names[(a) %s]>>>>>>" % (action, action)
    return one_page(catalog, PAGE[:-2] + b"/AA<</O %s>>>>" % action)


def launch() -> bytes:
    """A link that starts a program, behind another action."""
    action = b"<</S/Named/N/NextPage/Next<</S/Launch/F(calc.exe)>>>>"
    mark = b"<</Type/Annot/Subtype/Link/Rect[0 0 200 300]/A %s>>" % action
    return one_page(page=PAGE[:-2] + b"/Annots[%s]>>" % mark)


def embedded() -> bytes:
    """A file in the file."""
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments["病毒.exe"] = b"MZ" + bytes(600)
        pdf.save(stream)
    return stream.getvalue()


def media() -> bytes:
    """A film, and a form that is sent away."""
    film = b"<</Type/Annot/Subtype/RichMedia/Rect[0 0 9 9]>>"
    send = b"<</Type/Annot/Subtype/Widget/Rect[0 0 9 9]/A<</S/SubmitForm/F(http://x)>>>>"
    return one_page(page=PAGE[:-2] + b"/Annots[%s%s]>>" % (film, send))


def xfa(dynamic: bool) -> bytes:
    """An XFA form: with fields that print, or nothing but the words "Please wait…"."""
    fields = b"" if dynamic else b"4 0 R"
    catalog = CATALOG[:-2] + b"/AcroForm<</XFA(<xdp/>)/Fields[%s]>>>>" % fields
    return one_page(catalog, o4=b"<</T(a)/FT/Tx>>")


def cyclic_actions() -> bytes:
    """An action that follows itself, and an outline that does."""
    catalog = CATALOG[:-2] + b"/OpenAction 4 0 R/Outlines 5 0 R>>"
    outline = b"<</First 5 0 R/Next 5 0 R/A 4 0 R>>"
    return one_page(catalog, o4=b"<</S/JavaScript/JS(1)/Next[4 0 R 4 0 R]>>", o5=outline)


def cyclic_forms() -> bytes:
    """A form that draws itself, with the whole catalog among its resources."""
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 4/Resources<</XObject<</F 4 0 R/C 1 0 R>>>>>>"
    page = PAGE[:-2] + b"/Resources<</XObject<</F 4 0 R>>>>/Contents 5 0 R>>"
    draws = b"stream\n/F Do\nendstream"
    return one_page(page=page, o4=form + b"stream\n/F Do\nendstream", o5=b"<</Length 5>>" + draws)


def locked(password: str = "秘密") -> bytes:
    """A page behind a password."""
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.X = Dictionary(A=Array([Name.B]))
        pdf.save(stream, encryption=pikepdf.Encryption(owner="o", user=password))
    return stream.getvalue()


def _with_content(data: bytes, how: bytes) -> bytes:
    stream = b"<<%s/Length %d>>stream\n%s\nendstream" % (how, len(data), data)
    return one_page(page=PAGE[:-2] + b"/Contents 4 0 R>>", o4=stream)
