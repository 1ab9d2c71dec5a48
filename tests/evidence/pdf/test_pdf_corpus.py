"""Every file of the corpus: its bound page is what a reader shows."""

from __future__ import annotations

import pytest
from evidence.compare import bound, shown, worst
from evidence.pdf_corpus import alike, mark, pdf

from app.evidence.pdf.proof import prepare
from app.evidence.prepared import ReadOptions

FILES = alike()


@pytest.mark.parametrize("name", FILES)
def test_the_bound_page_is_what_a_reader_shows(name: str) -> None:
    difference = worst(shown(FILES[name]), bound(prepare(f"{name}.pdf", FILES[name], ReadOptions()).pdf))
    assert max(difference) < 4, str(difference)


def test_the_comparison_sees_a_stamp_that_is_lost_or_added() -> None:
    without, with_one = pdf(), pdf(mark("Stamp", 4))
    assert worst(shown(with_one), bound(without)).lost > 300
    assert worst(shown(without), bound(prepare("甲.pdf", with_one, ReadOptions()).pdf)).added > 300
