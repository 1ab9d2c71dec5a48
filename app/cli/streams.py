"""The standard streams as a command needs them: there, in UTF-8, and never the end of its work."""

from __future__ import annotations

import errno
import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from typing import TextIO

from app.files import as_text

_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What moves, colours or turns round what a terminal shows; the words of a draft may be a stranger's."""


class Told(io.TextIOBase):
    """A stream that takes what is printed, also when nobody can read it; `failure` says that it was so."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream  # None: closed by whoever started the program, who wants nothing told
        self.failure: OSError | None = None
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")  # Chinese, also into a pipe on Windows

    def write(self, text: str) -> int:
        """Print `text`, a replacement mark for what is no character and for what would command a terminal."""
        if self._stream is not None and self.failure is None:
            try:
                self._stream.write(_COMMANDS.sub("\ufffd", as_text(text)))
            except OSError as failure:
                self._fail(failure)
        return len(text)

    def flush(self) -> None:
        """Give out what was printed."""
        if self._stream is not None and self.failure is None:
            try:
                self._stream.flush()
            except OSError as failure:
                self._fail(failure)

    def isatty(self) -> bool:
        """Whether a person reads it."""
        return self._stream is not None and self._stream.isatty()

    @property
    def let_go(self) -> bool:
        """Whether its reader has seen enough and is gone; Windows calls that an invalid argument."""
        gone = self.failure is not None and os.name == "nt" and self.failure.errno == errno.EINVAL
        return gone or isinstance(self.failure, BrokenPipeError)

    def _fail(self, failure: OSError) -> None:
        """Give the stream up; what is left in it must not fail once more when Python ends."""
        self.failure = failure
        if self._stream is not None:
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())


def escaped(json: str) -> str:
    """A JSON text whose words command no terminal, and are read back as they were."""
    return _COMMANDS.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


@contextmanager
def told() -> Iterator[Told]:
    """Standard output for the time of the block; standard error, too, fails nobody in it."""
    out, errors = Told(sys.stdout), Told(sys.stderr)
    with redirect_stdout(out), redirect_stderr(errors):
        yield out
        out.flush()
        errors.flush()
