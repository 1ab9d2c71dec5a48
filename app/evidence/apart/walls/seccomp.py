"""A seccomp filter: which system calls the kernel refuses this process from now on.

Refused are sockets, programs and new processes (threads are allowed), other processes, and files in any other way
than for reading.  A call of another processor's table ends the process.
Source: the kernel's Documentation/userspace-api/seccomp_filter.rst, linux/filter.h, linux/seccomp.h.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections.abc import Iterator, Sequence

from app.evidence.apart.walls.numbers import HIGHEST, Processor, by_argument, refused

_SET_MODE_FILTER, _PR_SET_SECCOMP = 2, 22
# Codes of linux/bpf_common.h: LD|W|ABS, JMP|JEQ|K, JMP|JGT|K, JMP|JSET|K, RET|K.
_LOAD, _IF_EQUAL, _IF_GREATER, _IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x25, 0x45, 0x06
_KILL, _ERRNO, _ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
_NUMBER, _PROCESSOR, _ARGUMENTS = 0, 4, 16  # in seccomp_data; of an argument the lower half comes first
_REFUSE, _UNKNOWN = _ERRNO | errno.EPERM, _ERRNO | errno.ENOSYS

_CLONE_THREAD = 0x10000
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_FCNTL_SIGNALS = (8, 10, 15)  # F_SETOWN, F_SETSIG, F_SETOWN_EX: a signal to another by way of a file
_IOCTL_SIGNALS = (0x8901, 0x8902)  # FIOSETOWN, SIOCSPGRP: the same

Instruction = tuple[int, int, int, int]


class _Program(ctypes.Structure):
    """sock_fprog of linux/filter.h."""

    _fields_ = (("len", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def refuse_calls(libc: ctypes.CDLL, processor: Processor) -> None:
    """Put the filter up for this thread and those that it will start; OSError when the kernel takes none."""
    code = b"".join(struct.pack("=HBBI", *instruction) for instruction in assembled(processor, os.getpid()))
    program = _Program(len(code) // 8, code)
    unused = ctypes.c_ulong(0)
    if libc.prctl(_PR_SET_SECCOMP, ctypes.c_ulong(_SET_MODE_FILTER), ctypes.byref(program), unused, unused) != 0:
        raise OSError(ctypes.get_errno(), "seccomp")


def assembled(processor: Processor, process: int) -> list[Instruction]:
    """The filter for the process of that number."""
    code: list[Instruction] = [
        (_LOAD, 0, 0, _PROCESSOR),
        *_answer(_IF_EQUAL, processor.audit, otherwise=_KILL),
        (_LOAD, 0, 0, _NUMBER),
        *_answer(_IF_GREATER, HIGHEST, then=_UNKNOWN),  # of x86-64 also the x32 calls, 0x40000000 and on
    ]
    for number in refused(processor):
        code += _answer(_IF_EQUAL, number, then=_REFUSE)
    for name, number in by_argument(processor).items():
        rule = list(_rule(name, process))
        code += [(_IF_EQUAL, 0, len(rule), number), *rule]
    return [*code, (_RETURN, 0, 0, _ALLOW)]


def _rule(name: str, process: int) -> Iterator[Instruction]:
    """What is asked of the arguments of the call `name`, ending in an answer."""
    match name:
        case "clone":
            yield from _asked(0, _IF_ANY_BIT, [_CLONE_THREAD], then=_ALLOW, otherwise=_REFUSE)
        case "clone3" | "openat2":  # their arguments are out of sight; C libraries then take clone and openat
            yield (_RETURN, 0, 0, _UNKNOWN)
        case "open" | "openat":
            yield from _asked(1 if name == "open" else 2, _IF_ANY_BIT, [_WRITING], then=_REFUSE, otherwise=_ALLOW)
        case "kill" | "tgkill":
            yield from _asked(0, _IF_EQUAL, [process], then=_ALLOW, otherwise=_REFUSE)
        case "prlimit64":
            yield from _asked(0, _IF_EQUAL, [0, process], then=_ALLOW, otherwise=_REFUSE)
        case "fcntl":
            yield from _asked(1, _IF_EQUAL, _FCNTL_SIGNALS, then=_REFUSE, otherwise=_ALLOW)
        case "ioctl":
            yield from _asked(1, _IF_EQUAL, _IOCTL_SIGNALS, then=_REFUSE, otherwise=_ALLOW)
        case _:
            raise ValueError(name)


def _asked(place: int, test: int, values: Sequence[int], *, then: int, otherwise: int) -> Iterator[Instruction]:
    """Answer `then` when the argument at `place` passes the test with one of the values, else `otherwise`."""
    yield (_LOAD, 0, 0, _ARGUMENTS + 8 * place)
    for value in values:
        yield from _answer(test, value, then=then)
    yield (_RETURN, 0, 0, otherwise)


def _answer(test: int, value: int, *, then: int | None = None, otherwise: int = 0) -> list[Instruction]:
    """End with `then` when the test passes; without `then`, with `otherwise` when it does not; go on else."""
    if then is not None:
        return [(test, 0, 1, value), (_RETURN, 0, 0, then)]
    return [(test, 1, 0, value), (_RETURN, 0, 0, otherwise)]
