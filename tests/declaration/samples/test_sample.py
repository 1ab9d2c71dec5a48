"""The Sichuan sample: what only it has, and what is missed in its draft; the rest is in test_every_sample."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from prepared import PASSPHRASE, Samples

from app.declaration.declaration import Declaration
from app.declaration.packs import find_pack
from app.declaration.samples.sample import require_sample
from app.errors import UsageError
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.wording import count_words

PACK = "sichuan-2022"
RARE = "喆珺昇镕旸"


@pytest.fixture(scope="module")
def draft(samples: Samples, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A draft made as `qibei sample` makes it, closed."""
    return samples.copy(PACK, tmp_path_factory.mktemp("sample") / "样例.qibei")


@pytest.fixture
def opened(draft: Path) -> Iterator[Declaration]:
    """That draft, opened again."""
    with Declaration.open(draft, PASSPHRASE) as declaration:
        yield declaration


def prose(session: FormSession) -> dict[str, str]:
    """Every long text by its path."""
    return {
        str(path): str(value)
        for path, value in session.answers.items()
        if not path.row and session.field(path).type == "prose"
    }


# -- in the draft ----------------------------------------------------------------------------------


def test_every_proof_that_can_be_given_is_given(opened: Declaration) -> None:
    assert [item for item in opened.evidence_items() if not opened.evidence(item)] == []


def test_the_proofs_are_pictures_and_pdfs_whose_bytes_are_there(opened: Declaration) -> None:
    proofs = [proof for item in opened.evidence_items() for proof in opened.evidence(item)]
    assert Counter(Path(proof.name).suffix for proof in proofs).keys() == {".png", ".jpg", ".tif", ".pdf"}
    assert len({proof.name for proof in proofs}) == len({proof.sha256 for proof in proofs}) == len(proofs)
    assert all(len(opened.evidence_bytes(proof.sha256)) == proof.size for proof in proofs)
    assert {suffix for proof in proofs if proof.pages > 1 for suffix in [Path(proof.name).suffix]} == {".tif", ".pdf"}


def test_a_figure_taken_out_of_the_file_is_missed_after_opening_and_undone_after_opening(draft: Path) -> None:
    figure, proof = FieldPath("models", "total"), FieldPath("models", "evidence")
    with Declaration.open(draft, PASSPHRASE) as declaration:
        declaration.session.set({figure: None})
        declaration.session.remove_rows(proof, declaration.session.answers.rows(proof))
    with Declaration.open(draft, PASSPHRASE) as declaration:
        missed = {str(problem.path): problem.code for problem in declaration.session.checklist().problems}
        assert missed == {"models.total": "required_starred", "models.evidence": "evidence"}
        declaration.session.undo()
        declaration.session.undo()
    with Declaration.open(draft, PASSPHRASE) as declaration:
        assert declaration.session.checklist().problems == ()
        assert [len(declaration.evidence_bytes(one.sha256)) == one.size for one in declaration.evidence(proof)] == [
            True,
            True,
        ]


def test_a_pack_without_a_sample_is_refused_in_words() -> None:
    pack = find_pack(PACK).model_copy(update={"pack": "no-such-notice"})
    with pytest.raises(UsageError, match="没有样例"):
        require_sample(pack)


# -- the answers -----------------------------------------------------------------------------------


def test_what_is_asked_only_of_a_joint_applicant_is_left_out(complete: FormSession) -> None:
    unasked = [
        str(path)
        for section in complete.pack.sections
        for name in section.asked
        if not complete.asked(path := FieldPath(section.id, name))
    ]
    assert unasked == ["applicant.lead_unit"]


def test_limited_texts_come_near_their_limits(complete: FormSession) -> None:
    limits = {path: complete.field(FieldPath.parse(path)).limit for path in prose(complete)}
    limited = {path: limit for path, limit in limits.items() if limit}
    assert sorted(limited.values()) == [1000, 1000, 2500]
    for path, limit in limited.items():
        assert 0.9 * limit <= count_words(prose(complete)[path]) <= limit, path


def test_the_other_texts_are_several_solid_paragraphs(complete: FormSession) -> None:
    for path, text in prose(complete).items():
        assert count_words(text) >= 300, path
        assert len(text.split("\n")) >= 3, path


def test_rare_characters_and_latin_stand_in_the_texts(complete: FormSession) -> None:
    text = "\n".join(prose(complete).values())
    assert [char for char in RARE if char not in text] == []
    assert all(word in text for word in ("OPC UA", "Modbus-TCP", "MQTT", "Kubernetes", "PROFINET", "Co., Ltd."))
    assert any(char in RARE for char in complete.printed(FieldPath("applicant", "contact_name")))
