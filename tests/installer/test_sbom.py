"""The list of what is shipped is a CycloneDX document as the specification demands, and says the truth."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from house import HOUSE
from make_sbom import sbom

from app.files import resource
from app.licences import components
from app.release import VERSION

INDEX = json.loads(resource("licences", "index.json").read_text("utf-8"))
LOCK = (HOUSE / "installer" / "requirements.txt").read_text("utf-8")
DOCUMENT = sbom(INDEX, LOCK)
TYPES = {"application", "library", "platform", "file"}
PURL = re.compile(r"pkg:[a-z]+/[^@\s]+@[^@\s]+")


def every(parts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The parts and all that is inside them."""
    for part in parts:
        yield part
        yield from every(part.get("components", []))


PARTS = list(every([DOCUMENT["metadata"]["component"], *DOCUMENT["components"]]))


def test_the_document_says_what_it_is() -> None:
    head = (DOCUMENT["bomFormat"], DOCUMENT["specVersion"], DOCUMENT["version"])
    assert head == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", DOCUMENT["serialNumber"])
    assert DOCUMENT["metadata"]["component"]["version"] == VERSION


def test_every_part_has_what_the_specification_demands() -> None:
    assert [part for part in PARTS if part["type"] not in TYPES or not part["name"] or not part["bom-ref"]] == []
    twice = [ref for ref, count in Counter(part["bom-ref"] for part in PARTS).items() if count > 1]
    assert twice == []


def test_every_licence_is_an_identifier_a_name_or_an_expression() -> None:
    for part in [DOCUMENT["metadata"]["component"], *DOCUMENT["components"]]:
        (licence,) = part["licenses"]
        assert set(licence) in ({"license"}, {"expression"})
        if "license" in licence:
            assert set(licence["license"]) in ({"id"}, {"name"})


def test_every_purl_and_every_hash_is_well_formed() -> None:
    assert [part["purl"] for part in DOCUMENT["components"] if not PURL.fullmatch(part["purl"])] == []
    found = re.findall(r'"alg": "([^"]+)", "content": "([^"]*)"', json.dumps(DOCUMENT))
    assert found
    assert [one for one in found if one[0] != "SHA-256" or not re.fullmatch("[0-9a-f]{64}", one[1])] == []


def test_whatever_depends_on_something_names_parts_that_are_there() -> None:
    known = {part["bom-ref"] for part in PARTS}
    named = {ref for one in DOCUMENT["dependencies"] for ref in [one["ref"], *one.get("dependsOn", [])]}
    assert named <= known
    assert {part["bom-ref"] for part in DOCUMENT["components"]} <= named


def test_every_part_whose_licence_is_told_stands_in_it() -> None:
    assert len(DOCUMENT["components"]) == len(components()) - 1


@pytest.mark.parametrize("name", ["argon2-cffi", "pyside6-essentials", "reportlab"])
def test_a_distribution_has_every_hash_of_the_lock_file(name: str) -> None:
    (part,) = [one for one in DOCUMENT["components"] if one["name"] == name]
    (files,) = [one["hashes"] for one in part["externalReferences"] if one["type"] == "distribution"]
    entry = re.split(r"^(?=[a-z])", LOCK[LOCK.index(f"\n{name}==") + 1 :], flags=re.MULTILINE)[1]
    assert [file["content"] for file in files] == re.findall(r"sha256:(\w+)", entry)


def test_the_faces_are_hashed_as_they_are_shipped_and_tell_their_changes() -> None:
    faces = {part["bom-ref"].rpartition("/")[2]: part for part in DOCUMENT["components"] if part["type"] == "file"}
    assert set(faces) == {file.name for file in resource("fonts").glob("*.[to]t[fc]")}
    for file in ("UKai.ttf", "LiberationSerif.ttf"):
        assert faces[file]["hashes"][0]["content"] == hashlib.sha256(resource("fonts", file).read_bytes()).hexdigest()
    assert "Changed on" in faces["UKai.ttf"]["pedigree"]["notes"]
    assert "pedigree" not in faces["LiberationSerif.ttf"]


def test_what_a_wheel_says_of_the_libraries_in_it_is_handed_on() -> None:
    (pillow,) = [one for one in DOCUMENT["components"] if one["name"] == "pillow"]
    assert "libtiff" in {one["name"].lower() for one in pillow["components"]}


def test_the_same_parts_give_the_same_bytes() -> None:
    assert json.dumps(sbom(INDEX, LOCK)) == json.dumps(DOCUMENT)
