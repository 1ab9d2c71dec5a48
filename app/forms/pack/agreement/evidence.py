"""What the proofs of a page must agree on: what each is for is there."""

from __future__ import annotations

from collections.abc import Iterator

from app.forms.pack.body import Keys
from app.forms.pack.reading.nearest import nearest
from app.forms.pack.section import Section


def evidence_faults(section: Section) -> Iterator[tuple[Keys, str]]:
    """Proofs for blanks or lists that the page does not have, or for two things at once."""
    known = {name for name, field in section.asked.items() if field.type != "evidence"}
    for position, item in enumerate(section.evidence):
        here: Keys = ("evidence", position)
        for place, name in enumerate(item.proves):
            if name not in known:
                yield (*here, "proves", place), f"本页没有空格 {name}{nearest(name, known)}"
        if item.each and item.each not in section.lists:
            yield (*here, "each"), f"本页没有清单 {item.each}{nearest(item.each, section.lists)}"
        if item.each and item.proves:
            yield (*here, "each"), "each 已经说明证明哪张清单的每一行，不要再写 proves"
