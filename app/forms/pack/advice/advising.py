"""All the advice on a pack, in no order."""

from __future__ import annotations

from collections.abc import Iterator

from app.forms.pack.advice.figures import figures_advice
from app.forms.pack.advice.idle import idle_advice
from app.forms.pack.advice.labels import label_advice
from app.forms.pack.advice.pages import page_advice
from app.forms.pack.advice.sentences import limit_advice
from app.forms.pack.agreement.names import Fault
from app.forms.pack.pack import Pack


def advice(pack: Pack) -> Iterator[Fault]:
    """Everything unwise: each with the keys that lead to it, as a fault has them."""
    for section in pack.sections:
        place = ("sections", section.id)
        for find in (label_advice, figures_advice, limit_advice, page_advice):
            for keys, reason in find(pack, section):
                yield Fault((*place, *keys), reason)
    for keys, reason in idle_advice(pack):
        yield Fault(keys, reason)
