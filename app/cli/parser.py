"""The parser of a command's arguments: it speaks Chinese, refuses in one line, and takes options anywhere."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, NoReturn

from app.errors import UsageError


class _Help(argparse.HelpFormatter):
    """Help whose usage line begins in Chinese."""

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese, and refuses in one line."""

    def __init__(self, **options: Any) -> None:
        # An abbreviation could take a passphrase on the command line for the name of its file.
        super().__init__(**options, add_help=False, allow_abbrev=False, formatter_class=_Help)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """Refuse a call that is written wrongly; what argparse says of it is English and is left out."""
        raise UsageError("命令写法不对，什么都没有改动。", " ".join(self.format_usage().split()))

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As ever; the options of a command may stand before, between and behind its other arguments."""
        if args is not None and self._subparsers is None:
            args = self._options_first(args)
        return super().parse_known_args(args, namespace)

    def _options_first(self, args: Sequence[str]) -> list[str]:
        """The same arguments, options with their values first: else those that may be left out are, at an option."""
        options: list[str] = []
        others: list[str] = []
        waiting = list(args)
        while waiting:
            arg = waiting.pop(0)
            if arg == "--":
                others += waiting
                break
            if (option := self._parse_optional(arg)) is None:
                others.append(arg)
                continue
            options.append(arg)
            most = 0 if option[2] is not None else _most_values(option[0])
            while most and waiting and waiting[0] != "--" and self._parse_optional(waiting[0]) is None:
                options.append(waiting.pop(0))
                most -= 1
        return [*options, *(["--", *others] if others else [])]


def _most_values(action: argparse.Action | None) -> int:
    """How many arguments an option takes at most; none where there is no such option."""
    if action is None or action.nargs == 0:
        return 0
    if action.nargs is None:
        return 1
    return action.nargs if isinstance(action.nargs, int) else 1 << 30
