"""What every test relies on: Qt draws without a display, passphrases cost next to nothing, readers are loaded once."""

import gc
import os
from collections.abc import Iterator

import pytest
from declaration.prepared import Samples
from kept_children import KeptChildren
from quick_program import QUICK

from app.drafts import keys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
SELDOM = 20_000
"""Objects that are made between two looks."""


@pytest.fixture(autouse=True, scope="module")
def quick_keys() -> Iterator[None]:
    """Keys are derived at once; a module whose drafts another process opens has a fixture of this name that lets be."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "COST", QUICK)
        yield


@pytest.fixture(autouse=True, scope="module")
def rare_collections() -> Iterator[None]:
    """Cycles are looked for seldom, which else takes a tenth of the time; where a window is open, as often as ever."""
    usual = gc.get_threshold()
    gc.set_threshold(SELDOM, *usual[1:])
    yield
    gc.set_threshold(*usual)


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """The filled samples, ready to be copied."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "samples"
    folder.mkdir(exist_ok=True)
    return Samples(folder)


@pytest.fixture(scope="session")
def _children() -> Iterator[KeptChildren]:
    children = KeptChildren()
    yield children
    children.close()


@pytest.fixture(autouse=True, scope="module")
def kept_children(_children: KeptChildren) -> Iterator[None]:
    """Children that read proofs serve one test after the other."""
    with _children.serving():
        yield


@pytest.fixture
def own_children(_children: KeptChildren) -> Iterator[None]:
    """For a test about the children themselves: they live and end with their workers."""
    with _children.resting():
        yield
