"""What a release must be, and its checksums: `python installer/releasing.py check` before, `sums` after it is built."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
SUMS = "SHA256SUMS"
BUILT = ("*.deb", "*.cdx.json", "windows/*.exe")
"""What `make release` builds, below `dist/`; each is named with the version."""


def main(arguments: list[str]) -> int:
    """Check the house, or write the checksums; 0 when there is nothing to refuse."""
    found = faults(HOUSE) if arguments == ["check"] else write_sums(HOUSE / "dist", version_of(HOUSE))
    for one in found:
        print(f"不能发布：{one}", file=sys.stderr)
    return 1 if found else 0


def version_of(house: Path) -> str:
    """The version that `app/release.py` names."""
    found = re.search(r'^VERSION = "(.+)"$', (house / "app" / "release.py").read_text("utf-8"), re.MULTILINE)
    return found[1] if found else ""


def faults(house: Path) -> list[str]:
    """Why no release can be made of the house as it stands, a sentence each."""
    version = version_of(house)
    found = [] if re.fullmatch(r"\d+\.\d+\.\d+", version) else [f"app/release.py 的版本“{version}”不是三个数。"]
    changes = (house / "docs" / "CHANGELOG.md").read_text("utf-8")
    if not re.search(rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$", changes, re.MULTILINE):
        found.append(f"docs/CHANGELOG.md 没有“## [{version}] - 日期”一节。")
    if changed := uncommitted(house):
        found.append(f"有没有提交的改动：{'、'.join(changed[:5])}{'……' if len(changed) > 5 else ''}。")
    return found


def uncommitted(house: Path) -> list[str]:
    """The files that are not as they were committed, and those that never were."""
    command = ["git", "-c", f"safe.directory={house}", "-c", "core.quotePath=false", "status", "--porcelain"]
    told = subprocess.run(command, cwd=house, capture_output=True, encoding="utf-8", check=True).stdout
    return [line[3:] for line in told.splitlines()]


def write_sums(dist: Path, version: str) -> list[str]:
    """Write the SHA-256 of all that was built, as `sha256sum -c` reads it; what is missing, a sentence each."""
    built = {pattern: sorted(file for file in dist.glob(pattern) if version in file.name) for pattern in BUILT}
    lacking = [f"dist/{pattern} 里没有 {version} 版的文件。" for pattern, files in built.items() if not files]
    if lacking:
        return lacking
    lines = []
    for file in (file for files in built.values() for file in files):
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        lines.append(f"{digest}  {file.relative_to(dist).as_posix()}\n")
    (dist / SUMS).write_text("".join(lines), "utf-8")
    print("".join(lines), end="")
    return []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
