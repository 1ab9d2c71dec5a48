"""The house rules of the repository: what may lie in it, how large a module grows, what is locked and licensed."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections import Counter
from functools import cache
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from house import HOUSE

TOP_LEVEL = {"pyproject.toml", "app", "resources", "installer", "tests", "README.md", "benchmarks", "docs", "Makefile"}
LOCKS = ["installer/requirements.txt", "installer/requirements-dev.txt"]
FONTS = {".ttf", ".ttc", ".otf", ".pfb", ".woff", ".woff2"}
PICTURES = {".png", ".jpg", ".ico"}  # of the manual, the icon and the samples; looked at by people, so committed
FROZEN_DRAFTS = {
    Path("tests/drafts/frozen"),
    *(Path(f"tests/upgrade/homes/home-{n}") for n in range(1, 5)),
}  # each format's, which no later program can make
LARGEST_PICTURE = 400_000
LONGEST_MODULE, LONGEST_FUNCTION = 300, 40
NAMED_PATH = re.compile(r"`((?:app|benchmarks|docs|installer|resources|tests)/[\w./-]+)`")
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def committed() -> list[Path]:
    """Every file of the repository, relative to its top."""
    command = ["git", "-c", f"safe.directory={HOUSE}", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=True).stdout
    return [Path(name) for name in listed.split("\0") if name and (HOUSE / name).exists()]


COMMITTED = committed()
MODULES = [path for path in COMMITTED if path.suffix == ".py" and path.parts[0] in {"app", "installer"}]


def pins(lock: str) -> dict[str, str]:
    """The distributions of a lock file: name → version."""
    return dict(PIN.findall((HOUSE / lock).read_text("utf-8")))


def documented(module: ast.Module) -> list[str]:
    """Everything public in a module that has no docstring: the module itself, classes, functions, methods."""
    found = [] if ast.get_docstring(module) else ["the module"]
    return found + [
        f"{node.name} (line {node.lineno})"
        for node in _public(module)
        if not ast.get_docstring(node) and "overload" not in {getattr(d, "id", "") for d in node.decorator_list}
    ]


@cache
def looked_at(path: Path) -> tuple[list[str], dict[str, int]]:
    """What has no docstring in a module, and how many lines each of its functions has."""
    tree = ast.parse((HOUSE / path).read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return documented(tree), {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}


def _public(body: ast.AST) -> list[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    found = [node for node in ast.iter_child_nodes(body) if isinstance(node, kinds) and not node.name.startswith("_")]
    return found + [deeper for node in found if isinstance(node, ast.ClassDef) for deeper in _public(node)]


def test_the_top_level_holds_what_the_customer_fixed_and_no_more() -> None:
    tops = {path.parts[0] for path in COMMITTED}
    assert {name for name in tops if not name.startswith(".")} <= TOP_LEVEL
    assert {"pyproject.toml", "app", "resources", "installer", "tests", "README.md", "Makefile", ".ci"} <= tops


def test_no_font_is_committed() -> None:
    assert [path for path in COMMITTED if path.suffix.lower() in FONTS] == []


def test_what_is_not_a_picture_of_moderate_size_is_text() -> None:
    binary = [path for path in COMMITTED if b"\0" in (HOUSE / path).read_bytes()[:8192]]
    strange = [path for path in binary if path.suffix not in PICTURES and path.parent not in FROZEN_DRAFTS]
    large = [path for path in binary if (HOUSE / path).stat().st_size > LARGEST_PICTURE]
    assert (strange, large) == ([], [])


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_module_says_what_it_is(path: Path) -> None:
    undocumented, _ = looked_at(path)
    assert undocumented == []


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_module_is_small_and_flat(path: Path) -> None:
    _, sizes = looked_at(path)
    assert (HOUSE / path).read_text("utf-8").count("\n") <= LONGEST_MODULE
    assert {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION} == {}


def test_every_folder_of_modules_is_a_package() -> None:
    folders = {path.parent for path in MODULES if path.parts[0] == "app"}
    assert [folder for folder in folders if not (HOUSE / folder / "__init__.py").exists()] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_names_no_host_and_hashes_every_file(lock: str) -> None:
    text = (HOUSE / lock).read_text("utf-8")
    assert re.findall(r"\w+://\S+|--(?:extra-)?index-url|--find-links|--trusted-host", text) == []
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_what_is_installed_is_what_is_locked() -> None:
    runtime, dev = (pins(lock) for lock in LOCKS)
    assert runtime.items() <= dev.items()
    assert {name: distribution(name).version for name in dev if name not in {"pip", "setuptools"}} == {
        name: version for name, version in dev.items() if name not in {"pip", "setuptools"}
    }


def test_every_dependency_of_the_project_is_locked() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
    for lock, wanted in zip(LOCKS, (project["dependencies"], project["optional-dependencies"]["dev"]), strict=True):
        assert {plain_name(line) for line in wanted} <= {plain_name(name) for name in pins(lock)}


@pytest.mark.parametrize("readme", ["README.md", "docs/README.zh-CN.md"])
def test_the_readme_names_every_dependency_with_its_licence(readme: str) -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
    words = {plain_name(word) for word in re.findall(r"[A-Za-z][\w.-]+", (HOUSE / readme).read_text("utf-8"))}
    assert {plain_name(line) for line in project["dependencies"]} <= words


@pytest.mark.parametrize("page", [path for path in COMMITTED if path.suffix == ".md"], ids=str)
def test_every_link_of_a_page_leads_to_a_file_that_is_there(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (HOUSE / page).read_text("utf-8"))
    made = {target for target in targets if target.startswith("pictures/")}  # by `make manual`; see the test below
    assert [target for target in targets if not (HOUSE / page.parent / target).exists() and target not in made] == []


def plain_name(requirement: str) -> str:
    """The name of a requirement, as the index compares it: `PySide6-Essentials>=6.9` → `pyside6-essentials`."""
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match, requirement
    return re.sub(r"[-_.]+", "-", match[0]).lower()


def licences(of: Distribution) -> list[str]:
    """What the metadata of a distribution says of its licence: each alternative that it offers."""
    classifiers = [
        line.split(" :: ")[-1] for line in of.metadata.get_all("Classifier", []) if line.startswith("License ::")
    ]
    said = (
        of.metadata.get("License-Expression")
        or " OR ".join(classifiers)
        or str(of.metadata.get("License")).splitlines()[0]
    )
    return re.split(r"\s+OR\s+", str(said))


def is_strong_copyleft(licence: str) -> bool:
    """Would linking under this licence bind the whole program?  The Lesser GPL would not."""
    return bool(re.search(r"(?<![Ll])A?GPL|(?<!Lesser )General Public|Affero", licence))


@pytest.mark.parametrize("name", sorted(pins(LOCKS[0])))
def test_a_runtime_dependency_offers_a_licence_that_leaves_the_program_free(name: str) -> None:
    offered = licences(distribution(name))
    assert offered
    assert any(licence and not is_strong_copyleft(licence) for licence in offered), offered


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "AGPL-3.0", "GNU General Public License v3 (GPLv3)", "GNU Affero"])
def test_a_strong_copyleft_is_recognised(licence: str) -> None:
    assert is_strong_copyleft(licence)


@pytest.mark.parametrize(
    "licence", ["MIT", "LGPL-3.0-only", "GNU Lesser General Public License v3 (LGPLv3)", "MPL-2.0"]
)
def test_a_licence_that_leaves_the_program_free_is_recognised(licence: str) -> None:
    assert not is_strong_copyleft(licence)


def test_no_two_test_files_share_a_name() -> None:
    """Without packages pytest tells test files apart by their names alone."""
    names = [path.name for path in (HOUSE / "tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("document", [path for path in COMMITTED if path.suffix == ".md"], ids=str)
def test_what_a_document_names_is_there(document: Path) -> None:
    named = NAMED_PATH.findall((HOUSE / document).read_text("utf-8"))
    assert [path for path in named if not (HOUSE / path).exists()] == []


ARCHITECTURE = (HOUSE / "docs" / "architecture.md").read_text("utf-8")


def test_the_picture_of_the_house_shows_every_room() -> None:
    drawn = Counter(re.findall(r"(\w+)/", ARCHITECTURE.split("```")[1].replace("app/", "")))
    folders = {path.parent for path in COMMITTED if path.parts[0] == "app" and path.suffix == ".py"} - {Path("app")}
    assert drawn == Counter(folder.name for folder in folders)


@pytest.mark.parametrize("wish", ["a field type", "a block", "a file kind", "a command", "a check"])
def test_the_house_says_where_a_new_piece_goes(wish: str) -> None:
    (answer,) = [part for part in ARCHITECTURE.split("\n\n") if part.startswith(f"**… {wish}?**")]
    assert len(answer.splitlines()) == 2
    assert len(NAMED_PATH.findall(answer)) >= 3


def test_the_filters_of_file_dialogs_are_in_brackets_that_qt_reads() -> None:
    wrong = [path for path in MODULES if re.search(r"（\*[.{]", (HOUSE / path).read_text("utf-8"))]
    assert wrong == []
