"""An office program that is none: it makes the same PDF of everything."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from app.evidence.converting.finding import Office


def false_office(folder: Path) -> Office:
    """The program, in `folder`; it leaves the name of the folder it worked in there, too, in a file `where`."""
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(folder / "made.pdf")
    program = folder / "soffice"
    find = 'while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out="$2"; shift; done'
    program.write_text(f'#!/bin/sh\n{find}\npwd > "{folder}/where"\ncp "{folder}/made.pdf" "$out/proof.pdf"\n')
    program.chmod(0o700)
    return Office("LibreOffice", program)
