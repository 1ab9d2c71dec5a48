"""A draft keeps what it is given: values, steps and evidence, across openings, threads and passphrases."""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path

import pytest
from drafts.one_proof import PASSPHRASE, PROOF, PROOF_HASH
from hypothesis import given, settings
from hypothesis import strategies as st

from app.drafts.model import Change
from app.drafts.store import Draft
from app.errors import DraftDamaged, DraftError, WrongPassphrase

NAME = "company.name"


def change(path: str, after: str | None, before: str | None = None) -> Change:
    return Change(path, before, after)


def test_a_new_draft_is_empty_and_says_what_it_is(path: Path) -> None:
    with Draft.create(path, PASSPHRASE, pack="green-factory", edition=3) as draft:
        assert list(draft.values()) == []
        assert draft.steps() == []
        assert (draft.info.pack, draft.info.edition, draft.info.revision) == ("green-factory", 3, 0)
        assert draft.info.created.endswith("Z")
        assert not draft.read_only
        assert not draft.older_than_seen


def test_everything_is_there_again_after_closing(draft: Draft) -> None:
    before = (dict(draft.values()), draft.steps(), draft.evidence_hashes(), draft.info)
    draft.close()
    with Draft.open(draft.path, PASSPHRASE) as again:
        assert (dict(again.values()), again.steps(), again.evidence_hashes(), again.info) == before
        assert again.evidence(PROOF_HASH) == PROOF


def test_what_begins_alike_is_read_apart_from_the_rest(draft: Draft) -> None:
    notes = ["/remark/b", "/remark/a", "/remark/安"]
    draft.write([change(path, "1") for path in (*notes, "/remar", "/remark", "/remark0", "/remarks/a", "/rema/k")])
    draft.write([change("/remark/a", None, "1")])
    assert list(draft.values("/remark/")) == [("/remark/b", "1"), ("/remark/安", "1")]


def test_nothing_lies_beside_a_closed_draft(closed: Path) -> None:
    assert [each.name for each in closed.parent.iterdir() if each.is_file()] == [closed.name]


def test_a_draft_is_not_made_over_another_file(closed: Path) -> None:
    before = closed.read_bytes()
    with pytest.raises(DraftError, match="已存在"):
        Draft.create(closed, PASSPHRASE, pack="x", edition=1)
    assert closed.read_bytes() == before


@pytest.mark.parametrize("blank", ["", " ", "\t\n", "\u3000"])
def test_a_blank_passphrase_makes_no_file(path: Path, blank: str) -> None:
    with pytest.raises(DraftError, match="密码不能为空"):
        Draft.create(path, blank, pack="x", edition=1)
    assert not path.exists()


def test_a_draft_in_a_folder_that_does_not_exist_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="没有写成"):
        Draft.create(tmp_path / "无" / "a.qibei", PASSPHRASE, pack="x", edition=1)


def test_each_write_is_one_revision_and_one_step(draft: Draft) -> None:
    assert draft.info.revision == 1
    assert draft.write([change("equipment.total", "13"), change(NAME, None)], kind="undo", by="李四") == 2
    step = draft.steps()[-1]
    assert (step.number, step.kind, step.by) == (2, "undo", "李四")
    assert step.changes == (
        Change(NAME, '"华东机械有限公司"', None),
        Change("equipment.total", "12", "13"),
    )
    assert dict(draft.values()) == {"equipment.total": "13", "devices.rows[k3f].name": '"空压机"'}


def test_writing_what_is_there_already_writes_nothing(draft: Draft) -> None:
    before = draft.path.read_bytes()
    assert draft.write([change("equipment.total", "12")], evidence={PROOF_HASH: PROOF}) == 1
    assert draft.path.read_bytes() == before
    assert len(draft.steps()) == 1


def test_the_history_knows_what_a_field_held_before_not_the_caller(draft: Draft) -> None:
    draft.write([change("equipment.total", "13", before="999")])
    assert draft.steps()[-1].changes == (Change("equipment.total", "12", "13"),)


def test_a_value_that_comes_back_keeps_its_history(draft: Draft) -> None:
    for after in (None, '"新名"', None):
        draft.write([change(NAME, after)])
    assert [step.changes[0].before for step in draft.steps()[1:]] == ['"华东机械有限公司"', None, '"新名"']


def test_one_burst_of_typing_is_one_step_however_often_it_is_saved(draft: Draft) -> None:
    draft.write([change(NAME, '"华"')])
    for text in ('"华南"', '"华南机"', '"华南机械"'):
        draft.write([change(NAME, text)], extends=True)
    assert draft.steps()[-1].changes == (Change(NAME, '"华东机械有限公司"', '"华南机械"'),)
    assert len(draft.steps()) == 2
    draft.close()
    with Draft.open(draft.path, PASSPHRASE) as again:
        again.write([change(NAME, '"华北"')], extends=True)
        assert len(again.steps()) == 3, "the step of another opening is not extended"


def test_only_the_newest_steps_are_given_when_asked_so(draft: Draft) -> None:
    for number in range(5):
        draft.write([change("equipment.total", str(100 + number))])
    assert [step.number for step in draft.steps(limit=2)] == [5, 6]
    assert [step.number for step in draft.steps()] == [1, 2, 3, 4, 5, 6]
    assert draft.steps(limit=0) == []


def test_a_pasted_list_of_seventy_thousand_cells_is_one_step(draft: Draft) -> None:
    cells = [change(f"devices.rows[k{row}].c{column}", f'"{row}"') for row in range(10_000) for column in range(7)]
    draft.write(cells)
    draft.close()
    with Draft.open(draft.path, PASSPHRASE) as again:
        assert len(list(again.values())) == 70_003
        assert len(again.steps()[-1].changes) == 70_000


def test_evidence_goes_in_with_the_change_that_names_it(draft: Draft) -> None:
    scan = b"scan" * 5000
    name = hashlib.sha256(scan).hexdigest()
    draft.write([change("proof.licence", f'"{name}"')], evidence={name: scan})
    assert draft.evidence_hashes() == {PROOF_HASH: len(PROOF), name: len(scan)}
    assert draft.evidence(name) == scan


def test_evidence_under_a_name_that_is_not_its_hash_is_a_fault_of_the_caller(draft: Draft) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        draft.write([], evidence={"0" * 64: b"x"})
    assert draft.evidence_hashes() == {PROOF_HASH: len(PROOF)}


def test_evidence_that_is_not_there_is_named(draft: Draft) -> None:
    with pytest.raises(DraftDamaged, match="abcabcabcabc"):
        draft.evidence("abc" * 21 + "a")


def test_evidence_can_be_removed_and_added_again(draft: Draft) -> None:
    draft.remove_evidence([PROOF_HASH])
    assert draft.evidence_hashes() == {}
    draft.close()
    with Draft.open(draft.path, PASSPHRASE) as again:
        again.write([], evidence={PROOF_HASH: PROOF})
        assert again.evidence(PROOF_HASH) == PROOF


def test_a_newer_edition_of_the_pack_is_noted(draft: Draft) -> None:
    draft.set_pack("green-factory", 5)
    draft.close()
    with Draft.open(draft.path, PASSPHRASE) as again:
        assert (again.info.pack, again.info.edition, again.info.revision) == ("green-factory", 5, 2)


def test_a_draft_made_in_one_thread_is_written_in_another(draft: Draft) -> None:
    failures: list[BaseException] = []

    def write() -> None:
        try:
            for number in range(30):
                draft.write([change("equipment.total", str(number))])
        except BaseException as error:  # the assertion below shows it
            failures.append(error)

    worker = threading.Thread(target=write)
    worker.start()
    while worker.is_alive():
        assert len(dict(draft.values())) == 3
    worker.join()
    assert failures == []
    assert dict(draft.values())["equipment.total"] == "29"


def test_a_draft_opened_for_reading_is_not_written(closed: Path) -> None:
    with Draft.open(closed, PASSPHRASE, read_only=True) as reader:
        assert reader.read_only
        assert reader.evidence(PROOF_HASH) == PROOF
        with pytest.raises(DraftError, match="只读"):
            reader.write([change(NAME, '"x"')])
        with pytest.raises(DraftError, match="只读"):
            reader.change_passphrase("另一个")


def test_after_a_new_passphrase_only_that_one_opens_and_the_contents_are_equal(draft: Draft) -> None:
    before = (dict(draft.values()), draft.steps(), draft.info, draft.evidence(PROOF_HASH))
    old_key, old_id = draft.key, draft.file_id
    draft.change_passphrase("新密码")
    assert (dict(draft.values()), draft.steps(), draft.info, draft.evidence(PROOF_HASH)) == before
    assert draft.key != old_key
    assert draft.file_id != old_id
    draft.write([change("equipment.total", "14")])
    draft.close()
    with pytest.raises(WrongPassphrase):
        Draft.open(draft.path, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        Draft.open_with_key(draft.path, old_key)
    with Draft.open(draft.path, "新密码") as again:
        assert dict(again.values())["equipment.total"] == "14"
    assert [each.name for each in draft.path.parent.iterdir() if each.is_file()] == [draft.path.name]


def test_a_blank_new_passphrase_changes_nothing(draft: Draft) -> None:
    before = draft.path.read_bytes()
    with pytest.raises(DraftError, match="密码不能为空"):
        draft.change_passphrase(" ")
    assert draft.path.read_bytes() == before


def test_a_copy_has_its_own_passphrase_and_its_own_copy_id(draft: Draft, tmp_path: Path) -> None:
    target = tmp_path / ("给 李四 100%#.qibei" if os.name == "nt" else "给 李四 100%?#.qibei")
    draft.copy_to(target, "李四的密码")
    with pytest.raises(WrongPassphrase):
        Draft.open(target, PASSPHRASE)
    with Draft.open(target, "李四的密码") as copy:
        assert dict(copy.values()) == dict(draft.values())
        assert copy.steps() == draft.steps()
        assert copy.evidence(PROOF_HASH) == PROOF
        assert copy.info.draft_id == draft.info.draft_id
        assert copy.info.copy_id != draft.info.copy_id
        assert not copy.older_than_seen
    with pytest.raises(DraftError, match="已存在"):
        draft.copy_to(target, "x")


def test_a_draft_closed_twice_is_closed_and_one_closed_is_not_written(draft: Draft) -> None:
    draft.close()
    draft.close()
    with pytest.raises(DraftError):
        draft.write([change(NAME, '"x"')])


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.dictionaries(st.sampled_from(["a", "b.c", "表.rows[k1].x"]), st.none() | st.text(max_size=8), max_size=3),
        max_size=6,
    )
)
def test_undoing_every_stored_step_leads_back_to_the_beginning(
    tmp_path_factory: pytest.TempPathFactory, writes: list[dict[str, str | None]]
) -> None:
    place = tmp_path_factory.mktemp("undo") / "d.qibei"
    with Draft.create(place, PASSPHRASE, pack="p", edition=1) as draft:
        model: dict[str, str] = {}
        for write in writes:
            draft.write([change(name, value) for name, value in write.items()])
            model = {k: v for k, v in {**model, **write}.items() if v is not None}
            assert dict(draft.values()) == model
        for step in reversed(draft.steps()):
            draft.write([Change(each.path, each.after, each.before) for each in step.changes], kind="undo")
        assert dict(draft.values()) == {}
        draft.close()
        Draft.open(place, PASSPHRASE).close()
