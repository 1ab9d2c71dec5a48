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
PYTHON, SITE, STAMP = WORK / "test-python", WORK / "test-site", WORK / "test-site.sha256"
PARTS = ("cli", "declaration", "drafts", "evidence", "export", "files", "forms")


def main(arguments: list[str]) -> int:
    """Prepare, or run the tests; the exit status is pytest's."""
    if arguments == ["prepare"]:
        prepare()
        return 0
    tests = arguments or [f"tests/{part}" for part in PARTS]
    environment = {
        "PYTHONPATH": ";".join(f"Z:{folder}" for folder in (SITE, HOUSE)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONIOENCODING": "utf-8",
        "QT_QPA_PLATFORM": "offscreen",
    }
    options = ("-m", "pytest", "-p", "no:cacheprovider", "--color=no", "--tb=short", "-r", "fE", "-n", "2")
    shutil.rmtree(WORK / "suite", ignore_errors=True)
    with windows(WORK / "suite") as wine:
        running = wine.start(f"Z:{PYTHON}/python.exe", *options, *tests, cwd=HOUSE, more=environment)
        assert running.stdout is not None
        for line in running.stdout:
            sys.stdout.write(line.decode("utf-8", "replace"))
            sys.stdout.flush()
        return running.wait()


def prepare() -> None:
    """Python and the libraries for the tests; nothing is done when they are there already."""
    wanted = hashlib.sha256((HOUSE / LOCK).read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text("ascii") == wanted:
        return
    for folder in (PYTHON, SITE):
        shutil.rmtree(folder, ignore_errors=True)
    PYTHON.mkdir(parents=True)
    unpack_python(PYTHON)
    (PYTHON / "python311._pth").unlink()  # with it no subprocess of a test would find the test's modules
    install_libraries(SITE, LOCK)
    STAMP.write_text(wanted, "ascii")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
