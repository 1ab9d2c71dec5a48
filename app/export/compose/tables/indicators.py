"""A tree of indicators as one merged table: weights as the notice has them, the answers in the last column."""

from __future__ import annotations

from app.export.compose.sentences import sentence_inlines
from app.export.compose.tables.columns import fit_form
from app.export.compose.typography import style_of
from app.export.document import Cell, LineBreak, Paragraph, Row, Table, Text
from app.export.style import StyleName
from app.forms.answers.scoring import leaf_path, leaf_title
from app.forms.pack.blanks import parse_sentence
from app.forms.pack.indicators import Branch, IndicatorTable
from app.forms.session import FormSession

_HEIGHT = 26.0


def indicator_table(session: FormSession, table: IndicatorTable) -> Table:
    """The tree with its weights, and what is answered beside each leaf; the head repeats on every page."""
    rows = [Row(tuple(_words(words, "table_title") for words in table.heads))]
    rows += (_row(session, branches) for branches in table.rows)
    columns = len(table.heads)
    places = [columns - len(row.cells) + at for row in rows for at in range(len(row.cells))]
    cells = [cell for row in rows for cell in row.cells]
    widths, size = fit_form(places, cells, table.widths, style_of(session.pack))
    return Table(widths, tuple(rows), header_rows=1, size=size)


def _row(session: FormSession, branches: tuple[Branch, ...]) -> Row:
    leaf = branches[-1]
    above = (_branch(branch) for branch in branches[:-1])
    title = _words(f"{leaf_title(session.pack, leaf)}（{leaf.words}）", "table_text")
    return Row((*above, title, _answer(session, leaf)))


def _branch(branch: Branch) -> Cell:
    """The title and, on a line of its own, the weight: so that narrow columns part no word for it."""
    inlines = (Text(branch.node.title), LineBreak(), Text(f"（{branch.words}）"))
    return Cell((Paragraph(inlines, "table_label"),), rows=branch.rows, min_height=_HEIGHT)


def _words(words: str, style: StyleName) -> Cell:
    return Cell((Paragraph((Text(words),), style),), min_height=_HEIGHT)


def _answer(session: FormSession, leaf: Branch) -> Cell:
    path = leaf_path(leaf)
    sentence = parse_sentence(f"{{{path.field}}}")
    inlines = sentence_inlines(session, session.pack.section[path.section], sentence, underlined=False)
    return Cell((Paragraph(inlines, "table_text"),), min_height=_HEIGHT)
