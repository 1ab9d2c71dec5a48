"""What a PDF does besides showing pages: found where ISO 32000-2 lets it stand, and named in Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf

from app.evidence.pdf.objects import dictionary, items, spelled

_ACTIONS = {
    "/JavaScript": "JavaScript",
    "/Launch": "启动外部程序",
    "/SubmitForm": "提交表单",
    "/ImportData": "导入表单数据",
    "/GoToR": "打开其他文件",
    "/GoToE": "打开其他文件",
    "/Rendition": "富媒体",
    "/Movie": "富媒体",
    "/Sound": "富媒体",
    "/RichMediaExecute": "富媒体",
    "/GoTo3DView": "富媒体",
}
_MARKS = {
    "/RichMedia": "富媒体",
    "/Screen": "富媒体",
    "/Movie": "富媒体",
    "/Sound": "富媒体",
    "/3D": "富媒体",
    "/FileAttachment": "嵌入文件",
}
_FILES, _SCRIPT, _XFA = "嵌入文件", "JavaScript", "XFA 表单"
_MOST = 200_000  # objects looked at; no honest outline or form has as many


def active_content(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The names of what the book does not carry, each once; links to the web are not worth one."""
    return tuple(sorted(set(_named(pdf))))


def is_dynamic_form(pdf: pikepdf.Pdf) -> bool:
    """Whether its only page says "Please wait…" and the form itself is XFA, which nothing but Adobe Reader draws."""
    form = dictionary(pdf.Root.get("/AcroForm"))
    if "/XFA" not in form:
        return False
    fields = form.get("/Fields")
    bare = not isinstance(fields, pikepdf.Array) or not len(fields)
    return bool(pdf.Root.get("/NeedsRendering", False)) or bare


def _named(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    names, form = dictionary(root.get("/Names")), dictionary(root.get("/AcroForm"))
    yield from (_FILES for key in ("/EmbeddedFiles",) if key in names)
    yield from (_SCRIPT for key in ("/JavaScript",) if key in names)
    yield from (_FILES for holder in (root,) if "/AF" in holder or "/Collection" in holder)
    yield from (_XFA for key in ("/XFA",) if key in form)
    yield from _actions_of(root, ("/OpenAction",))
    for page in pdf.pages:
        yield from _of_page(page.obj)
    for field in _tree(items(form.get("/Fields")), ("/Kids",)):
        yield from _actions_of(field, ("/A",))
    for entry in _tree([dictionary(root.get("/Outlines"))], ("/First", "/Next")):
        yield from _actions_of(entry, ("/A",))


def _of_page(page: pikepdf.Object) -> Iterator[str]:
    if "/AF" in page:
        yield _FILES
    yield from _actions_of(page, ())
    for mark in items(page.get("/Annots")):
        if isinstance(mark, pikepdf.Dictionary):
            known = _MARKS.get(spelled(mark.get("/Subtype")))
            yield from (known,) if known else ()
            yield from _actions_of(mark, ("/A", "/PA"))


def _actions_of(holder: pikepdf.Object, keys: tuple[str, ...]) -> Iterator[str]:
    """The names of the actions under `keys` of `holder` and among its additional actions, with those that follow."""
    more = dictionary(holder.get("/AA"))
    first = [holder.get(key) for key in keys] + [action for _, action in more.items()]
    for action in _tree(first, ("/Next",)):
        name = _ACTIONS.get(spelled(action.get("/S")))
        if name:
            yield name


def _tree(begin: Sequence[pikepdf.Object | None], keys: tuple[str, ...]) -> Iterator[pikepdf.Dictionary]:
    """Every dictionary that is reached over `keys`, each once, and no more than any honest file has."""
    waiting: list[pikepdf.Object | None] = list(begin)
    seen = pikepdf.ObjectSet()
    looked = 0
    while waiting and looked < _MOST:
        looked += 1
        thing = waiting.pop()
        if isinstance(thing, pikepdf.Array):
            waiting.extend(items(thing))
        elif isinstance(thing, pikepdf.Dictionary) and seen.add(thing):
            yield thing
            waiting.extend(thing.get(key) for key in keys)
