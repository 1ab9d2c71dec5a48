"""What every test relies on: Qt draws without a display, and a passphrase costs next to nothing."""

import os
from collections.abc import Iterator

import pytest

from app.drafts import keys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True, scope="module")
def quick_keys() -> Iterator[None]:
    """Keys are derived at once; a module whose drafts another process opens has a fixture of this name that lets be."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "COST", keys.Cost(memory_kib=64, passes=1, lanes=1))
        yield
