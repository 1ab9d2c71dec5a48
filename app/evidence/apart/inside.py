"""What a process started by `app.evidence.apart.start` does: load, put its walls up, say which stand, serve."""

from __future__ import annotations

import sys
from multiprocessing.connection import Connection

from app.evidence.apart.limits import limit_this_process
from app.evidence.apart.walls import raise_walls
from app.evidence.apart.wire import standing_message

if sys.platform == "win32":
    from multiprocessing.connection import PipeConnection as End
else:
    End = Connection


def main(handle: int) -> None:
    """Serve on the pipe of that number until the program is gone."""
    connection = End(handle)
    load = connection.recv()  # the program's own word: nothing of a stranger is here yet
    serve = load()
    limit_this_process()
    connection.send_bytes(standing_message(raise_walls()))
    serve(connection)
