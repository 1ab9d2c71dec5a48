"""What the tests of returned files share: a small draft, filled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_desk import create, install
from word_files import ANSWERS, CONTENTS

from app.declaration.declaration import Declaration
from app.declaration.filling import fill


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Declaration]:
    """The small draft, open, with an answer in every blank."""
    install(tmp_path, CONTENTS)
    with create(tmp_path / "a.qibei") as declaration:
        fill(declaration.session, {"answers": ANSWERS})
        declaration.flush()
        yield declaration
