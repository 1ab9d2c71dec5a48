"""What the tests of the draft share: a data folder of their own, quick keys, and one small draft."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from drafts.one_proof import PASSPHRASE, PROOF, PROOF_HASH

from app.drafts.model import Change
from app.drafts.store import Draft


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path / "home"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a draft may be made."""
    return tmp_path / "绿色工厂 2026.qibei"


@pytest.fixture
def draft(path: Path) -> Iterator[Draft]:
    """A draft with three values and one proof."""
    with Draft.create(path, PASSPHRASE, pack="green-factory", edition=2) as made:
        made.write(
            [
                Change("company.name", None, '"华东机械有限公司"'),
                Change("equipment.total", None, "12"),
                Change("devices.rows[k3f].name", None, '"空压机"'),
            ],
            by="王芳",
            evidence={PROOF_HASH: PROOF},
        )
        yield made


@pytest.fixture
def closed(draft: Draft) -> Path:
    """The path of that draft, closed."""
    draft.close()
    return draft.path
