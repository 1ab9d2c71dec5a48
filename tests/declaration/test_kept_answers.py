"""Answers for which a form has no place any more: kept, and told where a person can still act."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms.tiny_packs import at, tiny_pack, tiny_yaml

from app.declaration.declaration import Declaration
from app.declaration.packs import install_pack, lost_words
from app.declaration.reports import kept_words, opening_words
from app.drafts.store import Draft

WORD = "一句只有自己知道的话"
BOTH = "- id: a\n  title: 甲\n  body: ['人数{x:count}人', '台数{y:count}台']\n"
ONE = "- id: a\n  title: 甲\n  body: ['人数{x:count}人']\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


def test_a_draft_says_what_its_form_no_longer_asks_unless_the_form_dropped_it(tmp_path: Path) -> None:
    with Declaration.create(tiny_pack(BOTH), tmp_path / "a.qibei", WORD) as made:
        made.session.answer(at("a.y"), "3")
        assert kept_words(made) == ""
    with Declaration(Draft.open(tmp_path / "a.qibei", WORD), tiny_pack(ONE)) as later:
        assert "没有的内容：a.y。它们没有删除" in opening_words(later)
    with Declaration(Draft.open(tmp_path / "a.qibei", WORD), tiny_pack(ONE, "deleted: [a.y]")) as told:
        assert kept_words(told) == ""


def test_installing_the_same_edition_with_fewer_blanks_is_told(tmp_path: Path) -> None:
    files = {}
    for name, text in (
        ("both", tiny_yaml(BOTH)),
        ("one", tiny_yaml(ONE)),
        ("next", tiny_yaml(ONE, edition=2)),
        ("dropped", tiny_yaml(ONE, "deleted: [a.y]")),
    ):
        files[name] = tmp_path / f"{name}.yaml"
        files[name].write_text(text, "utf-8")
    assert lost_words(files["one"]) == ""
    install_pack(files["both"])
    assert lost_words(files["one"]).startswith("与原来的同一版相比，少了 a.y：")
    assert [lost_words(files[name]) for name in ("both", "next", "dropped")] == ["", "", ""]
