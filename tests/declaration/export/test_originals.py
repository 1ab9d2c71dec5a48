"""A signature lives only in its file: the original of a signed proof goes beside the book, as it came."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pikepdf
from bound_desk import MORE, bound_desk
from pikepdf import Array, Dictionary, Name, String

from app.declaration.export.exporting import export_book


def signed_pdf(folder: Path) -> Path:
    """A PDF with a signature field that is filled in; what it says of its bytes does not matter here."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 400))
        value = Dictionary(
            Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=String("0"), ByteRange=Array([0, 1, 2, 3])
        )
        field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("s"), V=value)
        field.update({"/Rect": Array([0, 0, 0, 0]), "/P": page.obj})
        mark = pdf.make_indirect(field)
        page.obj.Annots = Array([mark])
        pdf.Root.AcroForm = Dictionary(Fields=Array([mark]), SigFlags=3)
        stream = io.BytesIO()
        pdf.save(stream, deterministic_id=True)
    (folder / "电子合同.pdf").write_bytes(stream.getvalue())
    return folder / "电子合同.pdf"


def test_the_original_of_a_signed_proof_lies_in_the_folder_for_the_disc(tmp_path: Path) -> None:
    with bound_desk(tmp_path) as declaration:
        file = signed_pdf(tmp_path)
        declaration.attach(MORE, [file])
        export_book(declaration, tmp_path / "out", ["pdf"])
    disc = tmp_path / "out" / "光盘（电子版）"
    (original,) = (disc / "证明材料").iterdir()
    assert original.name == "2-2 电子合同.pdf"
    assert original.read_bytes() == file.read_bytes()
    sums = (disc / "SHA256SUMS.txt").read_text("utf-8")
    assert f"{hashlib.sha256(file.read_bytes()).hexdigest()}  证明材料/2-2 电子合同.pdf" in sums
    assert "证明材料2-2的原始文件，电子签名（签章）只在这个文件中有效" in (disc / "说明.txt").read_text("utf-8-sig")


def test_a_proof_that_is_signed_no_more_takes_its_original_with_it(tmp_path: Path) -> None:
    with bound_desk(tmp_path) as declaration:
        declaration.attach(MORE, [signed_pdf(tmp_path)])
        export_book(declaration, tmp_path / "out", ["pdf"])
        last = declaration.evidence(MORE)[-1].row
        declaration.session.remove_rows(MORE, [last])
        export_book(declaration, tmp_path / "out", ["pdf"])
    assert not (tmp_path / "out" / "光盘（电子版）" / "证明材料").exists()
