"""The JSON Schema of packs: every pack keeps to it, slips do not, and every key has its sentence."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from forms.pack.guide import EXAMPLES, whole
from forms.pack.language.walker import unlike
from forms.tiny_packs import tiny_yaml

from app.files import resource
from app.forms.pack.language import pack_schema, reference, told
from app.forms.pack.language.words import models, words_of_language
from app.forms.pack.pack import Pack

COMMON = "common"
SCHEMA = pack_schema()
SOUND = [
    *sorted(resource("forms").glob("*.yaml")),
    *sorted(Path(__file__).parents[1].glob("s*_pack.yaml")),
]
BARE = {"Question", "Worded", "_Rule", "_Chain", "_DayRule"}
"""What several mappings are made from, and what stands in no pack by itself."""


def as_editors_read(text: str) -> Any:
    """The YAML with numbers and truths; days stay text, as in YAML 1.2."""
    return _days_as_text(yaml.safe_load(text))


def _days_as_text(data: Any) -> Any:
    if isinstance(data, dict):
        return {str(key): _days_as_text(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_days_as_text(value) for value in data]
    return data.isoformat() if isinstance(data, date) else data


def found(text: str) -> list[str]:
    return list(unlike(as_editors_read(text), SCHEMA, SCHEMA))


@pytest.mark.parametrize("file", SOUND, ids=[file.stem for file in SOUND])
def test_every_pack_keeps_to_the_schema(file: Path) -> None:
    assert found(file.read_text("utf-8")) == []


SHORT = """\
- id: page
  title: 页
  fields:
    a: {fact: x.n, required: {when: {field: b, is: 是}}}
    c: {options: [甲, {value: 乙, printed: 丙}], required: advice}
    d: {computed: {sum: [a, 1, {product: [a, 2]}]}}
    e: {computed: {count: rows}}
  body:
    - "甲{a:count}台，乙{b:yesno}，丙{c:choice}，丁{d:count}台，戊{e:count}行"
    - note: 说明
    - page_break: {}
    - page_break:
    - line: {text: 甲, when: {count: rows, above: 1}}
    - line: {text: 乙, when: {field: a, between: [1, 9]}}
    - grid: {widths: [1, 2.5], rows: [[甲, {text: 乙}]]}
    - matrix: {corner: 项目, rows: [{id: r, title: 行}], columns: [{id: k, title: 列}]}
    - list: {field: rows, label: 清单, numbered: IP00, columns: [{id: n, label: 名, type: text}]}
"""


def test_short_forms_keep_to_it() -> None:
    assert found(tiny_yaml(SHORT)) == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("title: 页", "titel: 页", "/contents/0"),
        ("note: 说明", "nte: 说明", "/contents/0/body/1"),
        ("widths: [1, 2.5]", "widths: [1, 宽]", "/contents/0/body/6/grid/widths/1"),
        ("type: text", "type: txt", "/contents/0/body/8/list/columns/0/type"),
        ("between: [1, 9]", "between: [1]", "/contents/0/body/5/line/when/between"),
        ("required: advice", "required: advise", "/contents/0/fields/c/required"),
        ("fact: x.n", "fact: {year: 2022}", "/contents/0/fields/a/fact"),
    ],
)
def test_slips_do_not(old: str, new: str, place: str) -> None:
    told_of = found(tiny_yaml(SHORT.replace(old, new, 1)))
    assert told_of
    assert all(one.startswith(place) for one in told_of)


def test_every_key_has_its_sentence_and_every_sentence_its_key() -> None:
    said = {(COMMON, key) for key in words_of_language()[COMMON]}
    said |= {
        (name, key) for name, entry in words_of_language().items() if name != COMMON for key in entry["keys"] or ()
    }
    used = set()
    every = models()
    for name, shape in {"Pack": SCHEMA, **SCHEMA["$defs"]}.items():
        mapping = shape["anyOf"][1] if "anyOf" in shape else shape
        assert shape["title"] == words_of_language()[name]["name"]
        for key in mapping["properties"]:
            sentence = told(Pack if name == "Pack" else every[name], key)
            assert sentence is not None, f"resources/pack-keys.yaml says nothing of {name}.{key}"
            assert not re.search(r"[。\s]$", sentence.sentence)
            used.add((sentence.model, key))
    assert said - used == set(), "resources/pack-keys.yaml speaks of keys that are not there"
    assert words_of_language().keys() - {COMMON, "Pack"} - SCHEMA["$defs"].keys() <= BARE


def test_the_reference_is_that_of_the_language() -> None:
    file = Path(__file__).parents[4] / "docs" / "pack-reference.md"
    assert file.read_text("utf-8") == reference(), "write it anew: make reference"


def test_every_link_of_the_reference_leads_to_a_heading() -> None:
    page = reference()
    headings = re.findall(r"^## (.+)$", page, re.MULTILINE)
    assert len(headings) == len(set(headings))
    for title, anchor in re.findall(r"\[([^\]]+)\]\(#([^)]+)\)", page):
        assert title in headings
        assert anchor


def test_the_examples_of_the_guide_keep_to_the_schema() -> None:
    for example in EXAMPLES:
        pack = whole(example)
        assert found(yaml.dump(_plain(pack), allow_unicode=True)) == [], example


def _plain(data: Any) -> Any:
    """Text that editors read as what it stands for."""
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(value) for value in data]
    return yaml.safe_load(data) if re.fullmatch(r"-?\d+(\.\d+)?|true|false", data) else data
