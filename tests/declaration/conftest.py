"""What the tests of declarations share: a data folder of their own, quick keys, and the sample in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from filled import sample_session

from app.forms.session import FormSession


@pytest.fixture(autouse=True, scope="module")
def _own_data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QIBEI_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="module")
def complete() -> FormSession:
    """The sample, complete; whoever changes it takes the change back."""
    return sample_session("sichuan-2022")
