"""A small draft whose pages go out as Word files, and the hands of those who fill them: Word's, and clumsy ones."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from forms.tiny_packs import at
from lxml import etree

from app.declaration.declaration import Declaration
from app.declaration.returning.sending import send_sections
from app.forms.values import Json

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = "word/document.xml"
SOFFICE = shutil.which("soffice")
CONTENTS = """
- id: a
  number: "1.1"
  title: 设备数量
  help: 数据截至 2022 年底。
  body:
    - "名称：{name:text}，金额：{amount:money}万元，数量：{total:count}台，日期：{day:date}"
    - "方式：{how:choice}，领域：{areas:choices}，上云：{cloud:yesno}"
    - prose: {field: words, label: 说明}
    - list:
        field: rows
        label: 清单
        columns:
          - {id: name, label: 名称, type: text}
          - {id: n, label: 数量, type: count}
          - {id: kind, label: 类别, type: choice, options: [自研, 外购]}
  fields:
    how: {options: [自建, 租用]}
    areas: {options: [轴承, 齿轮, 电机]}
- id: b
  number: "1.2"
  title: 其他
  body:
    - "备注：{remark:text}"
"""
NAME, AMOUNT, TOTAL, DAY, HOW, AREAS, CLOUD, WORDS, ROWS = (
    at(f"a.{name}") for name in ("name", "amount", "total", "day", "how", "areas", "cloud", "words", "rows")
)
ANSWERS: dict[str, Json] = {
    "a.name": "主轴轴承",
    "a.amount": "12.50",
    "a.total": 3,
    "a.day": "2022-03-21",
    "a.how": "自建",
    "a.areas": ["轴承", "电机"],
    "a.cloud": True,
    "a.words": "第一段。\n第二段，有“引号”和  空格。",
    "a.rows": [
        {"name": "车床", "n": 2, "kind": "自研"},
        {"name": "铣床", "n": 5, "kind": "外购"},
        {"name": "磨床", "n": 7, "kind": None},
    ],
    "b.remark": "无",
}
Parts = dict[str, bytes]


def w(name: str) -> str:
    """The qualified name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{name}"


class WordFile:
    """A Word file in somebody's hands; what is done to it is done to its XML, as that program does it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        with zipfile.ZipFile(file) as package:
            self.parts: Parts = {name: package.read(name) for name in package.namelist()}
        self.root: Any = etree.fromstring(self.parts[BODY])

    def save(self, file: Path | None = None) -> Path:
        """Write it back, or under another name."""
        target = file or self.file
        self.parts[BODY] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in self.parts.items():
                package.writestr(name, data)
        return target

    def all(self, name: str) -> list[Any]:
        """Every element of that name, in order."""
        return list(self.root.iter(w(name)))

    def controls(self, tag: str) -> list[Any]:
        """The content controls with that tag, in order."""
        tags = (one for one in self.all("tag") if one.get(w("val")) == tag)
        return [one.getparent().getparent() for one in tags]

    def control(self, tag: str) -> Any:
        """The first content control with that tag."""
        return self.controls(tag)[0]

    def write(self, tag: str, text: str) -> None:
        """Type into a blank, as Word does: the placeholder goes, line ends are breaks."""
        control = self.control(tag)
        prompts = control.find(f"{w('sdtPr')}/{w('showingPlcHdr')}")
        if prompts is not None:
            prompts.getparent().remove(prompts)
        content = control.find(w("sdtContent"))
        content[:] = [run(text)]

    def cell(self, tag: str) -> Any:
        """The table cell in which a blank stands."""
        return next(one for one in self.control(tag).iterancestors(w("tc")))

    def cell_of(self, text: str) -> Any:
        """The table cell in which these words stand."""
        words = next(one for one in self.all("t") if one.text == text)
        return next(one for one in words.iterancestors(w("tc")))

    def row(self, tag: str) -> Any:
        """The table row in which a blank stands."""
        return next(one for one in self.control(tag).iterancestors(w("tr")))

    def drop_marks(self, *names: str) -> None:
        """Take away elements: `tag` as LibreOffice does, bookmarks, numbers."""
        for name in names:
            for one in self.all(name):
                one.getparent().remove(one)

    def unwrap(self, tag: str) -> None:
        """Take a control away and leave its words, and its bookmark, too."""
        control = self.control(tag)
        parent, place = control.getparent(), control.getparent().index(control)
        for child in reversed(list(control.find(w("sdtContent")))):
            parent.insert(place, child)
        parent.remove(control)


def run(text: str) -> Any:
    """A run of words; line ends are breaks, tabs are tabs."""
    made = etree.Element(w("r"))
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(made, w("br"))
        etree.SubElement(made, w("t")).text = line
    return made


def paragraph(text: str) -> Any:
    """A paragraph of words."""
    made = etree.Element(w("p"))
    made.append(run(text))
    return made


def grid(*rows: tuple[str, ...]) -> Any:
    """A table of words."""
    table = etree.Element(w("tbl"))
    for cells in rows:
        row = etree.SubElement(table, w("tr"))
        for text in cells:
            etree.SubElement(row, w("tc")).append(paragraph(text))
    return table


def copied(element: Any) -> Any:
    """The same once more."""
    return deepcopy(element)


def sent(declaration: Declaration, folder: Path, *names: str) -> WordFile:
    """The file with these pages of a draft."""
    return WordFile(send_sections(declaration, folder, names or ("a",)).file)


def through_libreoffice(file: Path, folder: Path, profile: Path) -> Path:
    """The file as LibreOffice saves it."""
    assert SOFFICE is not None
    command = [SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to"]
    wishes = ["docx:MS Word 2007 XML", "--outdir", str(folder), str(file)]
    subprocess.run([*command, *wishes], check=True, capture_output=True, timeout=180)
    return folder / file.name


def edited(word: WordFile, edits: Mapping[str, str]) -> Path:
    """The file with these words typed into its blanks."""
    for tag, text in edits.items():
        word.write(tag, text)
    return word.save()


Hand = Callable[[WordFile], None]
