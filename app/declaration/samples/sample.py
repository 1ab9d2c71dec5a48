"""A complete declaration of an invented company, filled from `resources/samples/`.

`<pack>.yaml` holds the answers in the shape of `qibei answers` and names the CSV files (`tables`) that
hold the long lists; `<pack>-proofs.yaml` says which proofs are drawn for it (see `sample_proofs`).
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from app.declaration.attachments import find_item
from app.declaration.declaration import Declaration
from app.declaration.filling import fill
from app.declaration.samples.proofs import draw_proofs
from app.drafts.salvage import filling
from app.errors import UsageError
from app.evidence.apart.worker import Worker
from app.evidence.intake import take_in_bytes
from app.files import resource
from app.forms.empty_form import preset_edits
from app.forms.pack.pack import Pack
from app.forms.pack.reading.yaml_text import read_tree
from app.forms.values import Json


def has_sample(pack: Pack) -> bool:
    """Whether a sample was written for `pack`."""
    return _file(f"{pack.id}.yaml").is_file()


def require_sample(pack: Pack) -> None:
    """UsageError when no sample was written for `pack`."""
    if not has_sample(pack):
        raise UsageError(f"模板“{pack.id}”没有样例，没有新建草稿。", "可以用 qibei new 新建空白草稿。")


def sample_answers(pack_id: str) -> dict[str, Json]:
    """Every answer of the sample: `section.field` → value, a list as its rows."""
    document = _read(f"{pack_id}.yaml")
    answers: dict[str, Json] = dict(document["answers"])
    for name, table in document.get("tables", {}).items():
        answers[name] = _rows(_file(table))
    return answers


def make_sample(pack: Pack, path: Path, passphrase: str) -> None:
    """Make the sample of `pack` as the new draft `path`: there is a whole one or none.  AppError when it cannot be."""
    require_sample(pack)
    with filling(path, passphrase, pack.id, pack.edition) as draft, Declaration(draft, pack) as declaration:
        declaration.session.apply(preset_edits(declaration.session))
        fill_sample(declaration)


def fill_sample(declaration: Declaration) -> None:
    """Fill every blank of a new declaration and attach its proofs; UsageError when its pack has no sample."""
    pack, session = declaration.pack, declaration.session
    require_sample(pack)
    fill(session, {"pack": pack.id, "answers": sample_answers(pack.id)}, read_only=declaration.read_only)
    with Worker() as worker:
        proofs = _read(f"{pack.id}-proofs.yaml")
        for proof in draw_proofs(session, proofs):
            taken = take_in_bytes(proof.name, proof.data, worker)
            declaration.add_evidence(find_item(pack, proof.item), [taken], proof.proves)


def _file(name: str) -> Path:
    return resource("samples", name)


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = read_tree(_file(name).read_bytes()).data
    return data


def _rows(file: Path) -> Json:
    with file.open(encoding="utf-8", newline="") as stream:
        return [{name: cell for name, cell in row.items() if cell} for row in csv.DictReader(stream)]
