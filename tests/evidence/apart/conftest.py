"""What the tests of the child share: none is kept from one test to the next."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _own_children(own_children: None) -> None:
    """Each test looks at children of its own."""
