"""Arguments → the command line, or the window when there are none."""

from __future__ import annotations

import os
import signal
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from app.files import opened_as


def main() -> int:
    """Run the program; the exit status."""
    if getattr(sys, "frozen", False) and sys.argv[1:2] == ["--apart"]:
        from app.evidence.apart.inside import main as serve_apart  # the packed program, started again by itself

        serve_apart(int(sys.argv[2]))
        return 0
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # what libraries warn of is for us, not for the user's terminal
    _stand_in_for_closed_streams()
    arguments = sys.argv[1:]
    if arguments and not _is_click(arguments):
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # nothing has begun yet: Ctrl+C just ends it
        from app.cli.main import run

        return run(arguments, _drawing)
    from app.ui.application import run as run_window

    return run_window(arguments)


def _stand_in_for_closed_streams() -> None:
    """No file of the user may get the number of a standard stream, into which anybody prints."""
    for number in range(3) if os.name != "nt" else ():
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free


def _drawing() -> Callable[[Any, Path], Sequence[Path]]:
    """What draws the pages of a pack; the window is only loaded for it."""
    from app.ui.pictures.preview import draw_pages

    return draw_pages


def _is_click(arguments: list[str]) -> bool:
    """Whether the only argument is a file of this program, as when its icon is clicked."""
    return len(arguments) == 1 and opened_as(Path(arguments[0])) is not None


if __name__ == "__main__":
    sys.exit(main())
