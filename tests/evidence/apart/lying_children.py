"""What a child process may do that a stranger's file has taken over; each is run in place of ours."""

from __future__ import annotations

import os
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection


@contextmanager
def asked(connection: Connection) -> Iterator[None]:
    """Wait for a request."""
    connection.recv_bytes()
    connection.recv_bytes()
    yield


def sleeps(connection: Connection) -> None:
    """Answers nothing."""
    with asked(connection):
        time.sleep(600)


def dribbles(connection: Connection) -> None:
    """Begins an answer and never ends it."""
    with asked(connection):
        os.write(connection.fileno(), struct.pack("!i", 100) + b"{")
        time.sleep(600)


def dies(connection: Connection) -> None:
    """Ends in the middle."""
    with asked(connection):
        os._exit(11)


def floods(connection: Connection) -> None:
    """Says that a header of a thousand million bytes follows."""
    with asked(connection):
        os.write(connection.fileno(), struct.pack("!i", 1_000_000_000))
        time.sleep(600)


def babbles(connection: Connection) -> None:
    """Answers what is no JSON."""
    with asked(connection):
        connection.send_bytes(b"\x80\x04cos\nsystem\n")
        connection.send_bytes(b"")
        time.sleep(600)


def exaggerates(connection: Connection) -> None:
    """Answers with more pages than there may be."""
    with asked(connection):
        connection.send_bytes(b'{"kind":"pdf","pages":1000000000,"removed":[]}')
        connection.send_bytes(b"")
        time.sleep(600)


def spends(connection: Connection) -> None:
    """Says that its memory is used up."""
    with asked(connection):
        connection.send_bytes(b'{"failed":"memory"}')
        connection.send_bytes(b"")
        time.sleep(600)
