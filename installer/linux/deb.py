"""Make the Debian package of the folder that `make package` made: `python installer/linux/deb.py dist/qibei dist`.

Prints the package's path. The same folder and commit make the same package, byte for byte: times are those of the
last commit, or SOURCE_DATE_EPOCH's; all belongs to root. Maintainer scripts there are none: the menus, file kinds and
icons of a desktop are renewed by triggers of the packages that keep them.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from elves import Version, highest_of, in_words

from app.release import VERSION

HERE = Path(__file__).resolve().parent
HOUSE = HERE.parent.parent
HOME = Path("opt/qibei")
"""Where the program lies in the installed system, below its root."""
DESCRIPTION = """\
declarations (申报书) prepared offline
 齐备：离线编制申报书。按通知的原文逐项填写，随时提示还缺什么，
 佐证材料装订成册并注明页码，导出 PDF 和可编辑的 Word 文件。
 .
 Qibei asks what the notice asks, shows what is still missing, keeps
 everything in one encrypted file, and prints the bound book as PDF and
 DOCX. It makes no network call."""


def main(arguments: list[str]) -> int:
    """Make the package; the exit status."""
    folder, target = (Path(argument) for argument in arguments)
    print(build(folder, target))
    return 0


def build(folder: Path, target: Path) -> Path:
    """The package of the program in `folder`, written into `target`; CalledProcessError when dpkg-deb or git fails."""
    package = target / f"qibei_{VERSION}_amd64.deb"
    with tempfile.TemporaryDirectory(prefix="qibei-deb-") as name:
        tree = Path(name, "tree")
        fill(tree, folder)
        control(tree, highest_of(folder))
        made = epoch()
        settle(tree, made)
        command = [
            "dpkg-deb",
            "--root-owner-group",
            "-Zxz",
            "-z6",
            "--threads-max=2",
            "--build",
            str(tree),
            str(package),
        ]
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "SOURCE_DATE_EPOCH": str(made)}
        )
    return package


def epoch() -> int:
    """The time that all in the package bears, in seconds since 1970."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    command = ["git", "-c", f"safe.directory={HOUSE}", "log", "-1", "--format=%ct"]
    return int(subprocess.run(command, cwd=HOUSE, check=True, capture_output=True, text=True).stdout)


def fill(tree: Path, folder: Path) -> None:
    """Lay out what is installed."""
    shutil.copytree(folder, tree / HOME, symlinks=True)
    command = tree / "usr" / "bin" / "qibei"
    command.parent.mkdir(parents=True)
    command.symlink_to(Path("/", HOME, "qibei"))
    share = tree / "usr" / "share"
    placed(HERE / "qibei.desktop", share / "applications" / "qibei.desktop")
    placed(HERE / "qibei-mime.xml", share / "mime" / "packages" / "qibei.xml")
    placed(HERE / "copyright", share / "doc" / "qibei" / "copyright")
    changes = (HOUSE / "docs" / "CHANGELOG.md").read_bytes()
    (share / "doc" / "qibei" / "changelog.gz").write_bytes(gzip.compress(changes, mtime=0))
    icons(share / "icons" / "hicolor")


def icons(theme: Path) -> None:
    """The program's icon in every size, for menus and for its files."""
    with tempfile.TemporaryDirectory(prefix="qibei-icons-") as name:
        subprocess.run([sys.executable, str(HERE.parent / "make_icon.py"), name], check=True)
        for picture in Path(name).glob("qibei-*.png"):
            size = picture.stem.removeprefix("qibei-")
            placed(picture, theme / f"{size}x{size}" / "apps" / "qibei.png")
    placed(HOUSE / "resources" / "icons" / "qibei.svg", theme / "scalable" / "apps" / "qibei.svg")


def placed(source: Path, target: Path) -> None:
    """Copy a file, making the folders above it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def control(tree: Path, glibc: Version) -> None:
    """Write what dpkg reads: the fields, of a program that needs that C library, and a sum of every file."""
    inside = list(files(tree))
    kibibytes = sum(-(-path.lstat().st_size // 1024) for path in inside)
    sums = [
        f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(tree)}\n"
        for path in inside
        if not path.is_symlink()
    ]
    folder = tree / "DEBIAN"
    folder.mkdir()
    (folder / "md5sums").write_text("".join(sums), "utf-8")
    (folder / "control").write_text(fields(kibibytes, glibc), "utf-8")


def fields(kibibytes: int, glibc: Version) -> str:
    """The text of the control file, of a program that takes so many KiB and needs that C library."""
    given = {
        "Package": "qibei",
        "Version": VERSION,
        "Architecture": "amd64",
        "Maintainer": "Qibei <qibei@example.invalid>",
        "Installed-Size": str(kibibytes),
        "Depends": ", ".join([f"libc6 (>= {in_words(glibc)})", *listed("debian-depends.txt")]),
        "Recommends": ", ".join(listed("debian-recommends.txt")),
        "Section": "editors",
        "Priority": "optional",
        "Description": DESCRIPTION,
    }
    return "".join(f"{name}: {value}\n" for name, value in given.items())


def listed(name: str) -> list[str]:
    """The lines of a list of packages, without remarks."""
    lines = (line.partition("#")[0].strip() for line in (HERE / name).read_text("utf-8").splitlines())
    return [line for line in lines if line]


def files(tree: Path) -> Iterator[Path]:
    """Every file and link below, in the order of their names."""
    return (path for path in sorted(tree.rglob("*")) if path.is_symlink() or path.is_file())


def settle(tree: Path, made: int) -> None:
    """Give all the same time and plain rights: what anybody may run stays so, the rest anybody may read."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or is_program(path) else 0o644)
        os.utime(path, (made, made), follow_symlinks=False)


def is_program(path: Path) -> bool:
    """Whether the file is started, not loaded."""
    return os.access(path, os.X_OK) and ".so" not in path.name and path.suffix != ".py"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
