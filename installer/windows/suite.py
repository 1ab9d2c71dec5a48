"""The tests that need no window, run in Wine: `make windows-suite`; `suite.py prepare`, `wine.sh suite.py TESTS…`.

The whole of the libraries is there, those of the tests too, and Python as the official package has it.
"""

from __future__ import annotations

import hashlib
import shutil
import sys

from folder import HOUSE, WORK, install_libraries, unpack_python
from wine import windows

LOCK = "installer/requirements-dev.txt"
PYTHON, STAMP = WORK / "test-python", WORK / "test-python.sha256"
SITE = PYTHON / "Lib" / "site-packages"
PARTS = ("cli", "declaration", "drafts", "evidence", "export", "files", "forms")


def main(arguments: list[str]) -> int:
    """Prepare, or run the tests; the exit status is pytest's."""
    if arguments == ["prepare"]:
        prepare()
        return 0
    tests = arguments or [f"tests/{part}" for part in PARTS]
    environment = {
        "PYTHONDONTWRITEBYTECODE": "1",
        "QT_QPA_PLATFORM": "offscreen",
    }
    options = ("-m", "pytest", "-p", "no:cacheprovider", "--color=no", "--tb=short", "-r", "fE", "-n", "2")
    shutil.rmtree(WORK / "suite", ignore_errors=True)
    with windows(WORK / "suite") as wine:
        running = wine.start(f"Z:{PYTHON}/python.exe", *options, *tests, cwd=HOUSE, more=environment)
        assert running.stdout is not None
        for line in running.stdout:
            sys.stdout.write(line.decode("gbk", "replace"))
            sys.stdout.flush()
        return running.wait()


def prepare() -> None:
    """Python and the libraries for the tests; nothing is done when they are there already."""
    wanted = hashlib.sha256((HOUSE / LOCK).read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text("ascii") == wanted:
        return
    shutil.rmtree(PYTHON, ignore_errors=True)
    PYTHON.mkdir(parents=True)
    unpack_python(PYTHON)
    (PYTHON / "python311._pth").unlink()  # so that it looks for libraries as an installed Python does
    install_libraries(SITE, LOCK)
    (SITE / "qibei.pth").write_text(f"Z:{HOUSE}\n", "utf-8")
    STAMP.write_text(wanted, "ascii")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
