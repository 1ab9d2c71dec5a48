"""Write what is shipped as a CycloneDX 1.6 document: `python installer/make_sbom.py FILE`.

The parts and their licences are those of `resources/licences/index.json`; the hashes of the distributions are those
of the lock file, those of the faces are of the files themselves; what a wheel says of the libraries inside it (PEP
770) stands below it.  The same parts give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import uuid
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any
from urllib.parse import quote

from font_sources import SOURCES

HOUSE = Path(__file__).resolve().parent.parent
LOCK, INDEX = HOUSE / "installer" / "requirements.txt", HOUSE / "resources" / "licences" / "index.json"
FONTS = HOUSE / "resources" / "fonts"
NAMESPACE = uuid.UUID("f65cb6f4-3d5c-5c65-8d5f-2a6d0a1f3c55")
NOTICES = {source.target: source.notice for source in SOURCES if source.change}
Json = dict[str, Any]


def main(arguments: list[str]) -> int:
    """Write the document to the named file."""
    document = sbom(json.loads(INDEX.read_text("utf-8")), LOCK.read_text("utf-8"))
    target = Path(arguments[0])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"{json.dumps(document, ensure_ascii=False, indent=1)}\n", "utf-8")
    print(f"{target}：{len(document['components'])} 个组件")
    return 0


def sbom(index: list[Json], lock: str) -> Json:
    """The document on the parts of `index`, with the hashes of `lock`."""
    hashes = locked_hashes(lock)
    program, *parts = index
    components = [_component(part, hashes) for part in parts]
    own = f"pkg:generic/qibei@{program['version']}"
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": "qibei",
                "version": program["version"],
                "licenses": licences(program["licence"]),
                "purl": own,
            }
        },
        "components": components,
        "dependencies": [
            {"ref": own, "dependsOn": sorted(one["bom-ref"] for one in components)},
            *({"ref": one["bom-ref"]} for one in components),
        ],
    }
    digest = json.dumps(document, sort_keys=True)
    return {**document, "serialNumber": f"urn:uuid:{uuid.uuid5(NAMESPACE, digest)}"}


def locked_hashes(lock: str) -> dict[str, list[str]]:
    """The SHA-256 of every file of a distribution that the lock file allows, by its name there."""
    entries = re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)
    return {
        entry.split("==")[0]: re.findall(r"--hash=sha256:([0-9a-f]{64})", entry) for entry in entries if "==" in entry
    }


def licences(expression: str) -> list[Json]:
    """An SPDX expression, or one licence, as CycloneDX has them; one that SPDX does not know by its name."""
    if expression.startswith("LicenseRef-"):
        return [{"license": {"name": expression.removeprefix("LicenseRef-").replace("-", " ")}}]
    return [{"expression": expression}] if " " in expression else [{"license": {"id": expression}}]


def _component(part: Json, hashes: dict[str, list[str]]) -> Json:
    if part["kind"] == "face":
        return _face(part)
    distributed = part["package"] if part.get("package") else ""
    name = distributed or part["name"]
    key = re.sub(r"[-_.]+", "-", name).lower()
    purl = f"pkg:pypi/{key}@{part['version']}" if distributed else f"pkg:generic/{_plain(key)}@{part['version']}"
    made: Json = {
        "type": "library" if part["name"] != "Python" else "platform",
        "bom-ref": purl,
        "name": name,
        "version": part["version"],
        "licenses": licences(part["licence"]),
        "purl": purl,
    }
    references = [{"type": "website", "url": part["homepage"]}] if part["homepage"] else []
    if distributed:
        files = [{"alg": "SHA-256", "content": one} for one in hashes[distributed]]
        words = "each file of the distribution that installer/requirements.txt allows"
        references.append({"type": "distribution", "url": purl, "comment": words, "hashes": files})
        inside = list(_inside(distributed, purl))
        made |= {"components": inside} if inside else {}
    return {**made, "externalReferences": references}


def _face(part: Json) -> Json:
    version = quote(part["version"], safe="")
    made: Json = {
        "type": "file",
        "bom-ref": f"file:resources/fonts/{part['file']}",
        "name": part["name"],
        "version": part["version"],
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256((FONTS / part["file"]).read_bytes()).hexdigest()}],
        "licenses": licences(part["licence"]),
        "purl": f"pkg:deb/debian/{part['package']}@{version}?arch=all",
        "externalReferences": [{"type": "website", "url": part["homepage"]}],
    }
    notice = NOTICES.get(part["file"])
    return {**made, "pedigree": {"notes": notice}} if notice else made


def _inside(name: str, purl: str) -> Iterator[Json]:
    """The libraries that a wheel says are compiled into it."""
    found = distribution(name)
    files = [file for file in found.files or [] if "/sboms/" in file.as_posix() and file.name.endswith(".json")]
    seen = set()
    for file in sorted(files):
        for one in json.loads(Path(str(found.locate_file(file))).read_text("utf-8")).get("components", []):
            ref = f"{purl}#{one['name']}@{one.get('version', '')}"
            if one["name"].lower() == name.lower() or ref in seen:
                continue
            seen.add(ref)
            kept = {key: one[key] for key in ("version", "licenses", "purl") if key in one}
            yield {"type": "library", "bom-ref": ref, "name": one["name"], **kept}


def _plain(name: str) -> str:
    return re.sub(r"（.*", "", name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
