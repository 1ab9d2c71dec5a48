"""Arguments in, exit status out.

Exit status: 0 done and nothing blocking; 1 done, but blocking problems were found; 2 refused, with
one line on standard error; 128 and the number of the signal that stopped it, with one line, too.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from app.cli import access, carrying, freezing, history, packs, remarks, returning, sharing, summaries
from app.cli import commands as do
from app.cli.parser import Parser
from app.cli.stopping import Stopped, stoppable
from app.cli.streams import told
from app.errors import AppError, NoSpace, NotSaved, UsageError
from app.files import shown, sweep_data_folder, why_not
from app.release import VERSION

_LONGEST_LINE = 600
_STOPPED = "已中断，草稿中已保存的内容没有丢失。"


def run(arguments: Sequence[str], drawing: Callable[[], packs.Draw] = packs.no_drawing) -> int:
    """Run one command; its exit status.  `drawing` is of pages, which the command line cannot."""
    with told() as out:
        status = _ended(arguments, drawing)
        out.flush()  # what cannot be given out is noticed here, not when Python ends
        if out.failure is None or out.let_go:
            return status
        _refuse(f"命令已经执行，但结果没有能够输出：{why_not(out.failure)}。请换一个位置输出。")
        return do.REFUSED


def _ended(arguments: Sequence[str], drawing: Callable[[], packs.Draw]) -> int:
    """Run one command, stopped or not; how it ended is said on standard error when it is no success."""
    try:
        with stoppable():
            return _done(arguments, drawing)
    except Stopped as stopped:
        _refuse(_STOPPED)
        return stopped.status
    except KeyboardInterrupt:
        _refuse(_STOPPED)
        return 128 + signal.SIGINT


def _done(arguments: Sequence[str], drawing: Callable[[], packs.Draw]) -> int:
    try:
        sweep_data_folder()
        _require_arguments(arguments)
        options = _parser(drawing).parse_args(arguments)
        command: Callable[[argparse.Namespace], int] = options.command
        return command(options)
    except SystemExit:  # argparse ends so when it has shown the help
        return do.DONE
    except NotSaved as error:  # in the window the change is kept, and saved later; here the program ends
        what, how = ("磁盘空间已满，", "腾出空间") if isinstance(error, NoSpace) else ("", "检查磁盘或网络位置")
        _refuse(f"{what}这一步的修改没有保存，草稿中已保存的内容没有丢失。请{how}后重新执行。")
    except AppError as error:
        _refuse(str(error))
    except OSError as failure:
        name = f"“{shown(Path(os.fsdecode(failure.filename)).name)}”" if failure.filename else "文件"
        _refuse(f"{name}不能读写：{why_not(failure)}；草稿中已保存的内容没有丢失。请检查后重新执行。")
    except MemoryError:
        _refuse("内存不足，命令没有完成，草稿中已保存的内容没有丢失。请关闭其他程序后重新执行。")
    except Exception as bug:
        _refuse(f"程序内部错误（{_place(bug)}），草稿中已保存的内容没有丢失。请把这一行告诉软件提供方。")
    return do.REFUSED


def _require_arguments(arguments: Sequence[str]) -> None:
    """UsageError for what could be no argument of a program."""
    if any("\0" in argument for argument in arguments):
        raise UsageError("命令的参数中有空字符（NUL），什么都没有改动。", "请检查调用 qibei 的程序。")


def _refuse(words: str) -> None:
    """Say in one line what was refused; of one that repeats a long argument its beginning and its advice."""
    line = " ".join(words.splitlines())
    print(line if len(line) <= _LONGEST_LINE else f"{line[:300]}…{line[-200:]}", file=sys.stderr)


def _place(bug: Exception) -> str:
    """What kind of error, and where: never its own words, which may hold an answer."""
    frame = traceback.extract_tb(bug.__traceback__)[-1]
    return f"{type(bug).__name__}，{Path(frame.filename).name}:{frame.lineno}"


def _parser(drawing: Callable[[], packs.Draw]) -> argparse.ArgumentParser:
    parser = Parser(prog="qibei", description="齐备：离线填写、检查、导出申报书。不带参数时打开窗口。")
    parser.add_argument("--version", action="version", version=f"qibei {VERSION}", help="显示版本")
    commands = parser.add_subparsers(required=True, metavar="命令", parser_class=Parser)
    _add(commands, "packs", do.packs, "列出全部申报模板", "--json")
    _add_of_packs(commands, drawing)
    _add(commands, "new", do.new, "新建空白草稿", "pack", "draft NEW", "--passphrase-file")
    _add(commands, "answers", do.answers, "列出草稿中的填写内容", "draft", "--json", "--schema", "--passphrase-file")
    _add(commands, "fill", do.fill, "按 JSON 文件填写", "draft", "file", "--passphrase-file")
    attach = ("draft", "item", "files", "--proves", "--row", "--long", "--pdf-password-file", "--convert")
    _add(commands, "attach", do.attach, "给材料项加入证明材料", *attach, "--passphrase-file")
    _add(commands, "check", do.check, "齐备检查", "draft", "--json", "--passphrase-file")
    _add_export(commands)
    _add(commands, "blank", do.blank, "导出空白表格", "pack", "--out", "--format", "--json")
    summary = ("sources", "--out FILE", "--lines", "--json", "--passphrase-file EACH")
    _add(commands, "summary", summaries.summary, "由多份草稿或汇总条目生成汇总表", *summary)
    entry = ("draft", "--out FILE", "--passphrase-file")
    _add(commands, "summary-entry", summaries.summary_entry, "导出汇总条目，供推荐单位汇总，不含申报书其他内容", *entry)
    carry = ("old", "draft NEW", "--plan", "--confirm-stale", "--json", "--passphrase-file", "--old-passphrase-file")
    _add(commands, "carry-over", carrying.carry_over, "从以前的草稿沿用事实和内容", *carry)
    _add_sharing(commands)
    _add_remarks(commands)
    _add(commands, "freeze", freezing.freeze, "定稿：记录现在这一版", "draft", "--json", "--passphrase-file")
    verify = ("draft", "file", "--version", "--json", "--passphrase-file")
    _add(commands, "verify", freezing.verify, "核对：一份 PDF 是不是定稿的那一版", *verify)
    _add_history(commands)
    _add_access(commands)
    salvage = ("old", "draft NEW", "--pack", "--passphrase-file")
    _add(commands, "salvage", do.salvage, "把损坏草稿中完好的内容另存为新草稿", *salvage)
    _add(commands, "sample", do.sample, "新建填好的样例草稿", "pack", "draft NEW", "--passphrase-file")
    return parser


def _add_of_packs(commands: _Commands[Parser], drawing: Callable[[], packs.Draw]) -> None:
    of_packs = commands.add_parser("pack", help="检查、预览、安装模板文件")
    pack = of_packs.add_subparsers(required=True, metavar="check|preview|install|schema")
    _add(pack, "check", packs.check, "检查一个模板文件：写错的地方，和写得不妥的地方", "file", "--json")
    preview = partial(packs.preview, drawing=drawing)
    _add(pack, "preview", preview, "预览一个模板文件：空白表格和各个填写页面的图片", "file", "--out PREVIEW")
    _add(pack, "install", packs.install, "安装一个模板文件，供以后新建草稿", "file")
    _add(pack, "schema", packs.schema, "写出模板语言的 JSON Schema，供编辑器提示和补全", "--out SCHEMA")


def _add_export(commands: _Commands[Parser]) -> None:
    """What writes the book, or chosen pages for a colleague, and what reads these back."""
    export = ("draft", "--out", "--format", "--blank", "--no-submission-sheet", "--no-companions", "--self-score-sheet")
    more = ("--reduce-pictures", "--sections FILL", "--json", "--passphrase-file")
    _add(commands, "export", do.export, "导出申报书", *export, *more)
    returned = ("draft", "file", "--plan", "--ours", "--theirs", "--remarks", "--json", "--passphrase-file")
    _add(commands, "import-docx", returning.import_docx, "读回同事填好的 Word 文件", *returned)
    listed = ("draft", "list", "file", "--plan", "--replace", "--sheet", "--column", "--json", "--passphrase-file")
    _add(commands, "import-list", returning.import_list, "把 Excel、WPS 表格的工作簿或 CSV 的各行导入清单", *listed)
    written = ("draft", "list", "--out FILE", "--empty", "--passphrase-file")
    _add(commands, "export-list", returning.export_list, "把一张清单写成 Excel 工作簿，或供填写的空白清单", *written)


_ARGUMENTS: dict[str, dict[str, Any]] = {
    "pack": {"metavar": "模板"},
    "draft": {"metavar": "草稿", "type": Path},
    "draft NEW": {"metavar": "新草稿", "type": Path},
    "old": {"metavar": "旧草稿", "type": Path},
    "file": {"metavar": "文件", "type": Path},
    "part": {"metavar": "页面或空格", "nargs": "?", "default": "", "help": "只看这一页、这个空格或这一行"},
    "item": {"metavar": "材料项"},
    "sources": {"metavar": "草稿或条目", "type": Path, "nargs": "+"},
    "files": {"metavar": "文件", "type": Path, "nargs": "+"},
    "--remarks": {"action": "store_true", "help": "Word 里的批注也加为草稿的批注"},
    "--json": {"action": "store_true", "help": "输出一个 JSON 文档"},
    "--schema": {"action": "store_true", "help": "与 --json 一起用，另给出每个空格的名称、类型、单位、选项和条款"},
    "--out": {"metavar": "文件夹", "type": Path, "required": True, "help": "写到哪个文件夹"},
    "--out FILE": {"metavar": "文件", "type": Path, "required": True, "dest": "target", "help": "写成哪个文件"},
    "--out PREVIEW": {
        "metavar": "文件夹",
        "type": Path,
        "dest": "folder",
        "help": "写到哪个文件夹，不写则在模板旁边",
    },
    "--out SCHEMA": {"metavar": "文件", "type": Path, "dest": "target", "help": "写成哪个文件，不写则显示出来"},
    "--lines": {"metavar": "文件", "type": Path, "help": "表头各行的内容，如“联系人：李四”，一行一条"},
    "--format": {"metavar": "格式", "default": "pdf,docx", "help": "pdf、docx，用逗号分开"},
    "--blank": {"action": "store_true", "help": "导出空白表格"},
    "--no-submission-sheet": {"action": "store_true", "help": "不附报送清单"},
    "--no-companions": {"action": "store_true", "help": "只导出申报书，不附报送清单、盖章清单、印装单和电子版文件夹"},
    "--reduce-pictures": {"action": "store_true", "help": "证明材料中的大图片压缩到 300 dpi，文件更小"},
    "--self-score-sheet": {"action": "store_true", "help": "另附自评表（供内部自评，不属于申报书）"},
    "--proves": {"metavar": "文字", "default": "", "help": "这些材料证明什么"},
    "--row": {"metavar": "编号", "action": "append", "default": [], "help": "逐行提供的材料：用于哪一行，可写几次"},
    "--long": {
        "choices": ["cut", "whole"],
        "default": "cut",
        "help": "特长、特宽的图：切成几张印（cut，默认）或整张印（whole）",
    },
    "--convert": {"action": "store_true", "help": "用本机的 LibreOffice 把旧版 Word、演示文稿等转换成 PDF 后加入"},
    "--version": {"metavar": "版次", "type": int, "help": "与第几版核对，不写则为最后一版"},
    "--pack": {"metavar": "模板", "default": "", "help": "草稿中模板的名称已无法读出时，指明所用的模板"},
    "list": {"metavar": "清单", "help": "写作 页面.清单，如 equipment_list.rows"},
    "--replace": {"action": "store_true", "help": "代替清单现有的各行，不写则接在后面"},
    "--sheet": {"metavar": "工作表", "default": "", "help": "读哪个工作表，不写则为最像这张清单的"},
    "--column": {
        "metavar": "标题=列",
        "action": "append",
        "default": [],
        "help": "文件里这个标题的一列是清单的哪一列，可写几次；等号后面空着，就不导入这一列",
    },
    "--empty": {"action": "store_true", "help": "只写各列的标题，供同事填写"},
    "--plan": {"action": "store_true", "help": "只列出计划，不改动草稿"},
    "words": {"metavar": "位置 内容", "nargs": "*", "help": "批注加在哪里（页面、栏目，或列表的行和格）和批注的内容"},
    "--answer": {"metavar": ("编号", "内容"), "nargs": 2, "help": "答复这条批注，编号至少写前 6 位"},
    "--settle": {"metavar": "编号", "default": "", "help": "把这条批注标为已处理"},
    "--reopen": {"metavar": "编号", "default": "", "help": "重新打开已处理的批注"},
    "other": {"metavar": "另一份草稿", "type": Path},
    "--sections": {"metavar": "页面", "required": True, "help": "借出哪些页面，写页面名称，用逗号分开"},
    "--out COPY": {"metavar": "文件", "type": Path, "required": True, "dest": "target", "help": "副本写成哪个文件"},
    "--to": {"metavar": "姓名", "default": "", "help": "借给谁"},
    "--due": {"metavar": "日期", "default": "", "help": "约定哪天交回，如 2026-12-03"},
    "--new-passphrase-file": {"metavar": "文件", "type": Path, "help": "从文件第一行读取副本的密码，不写则与草稿相同"},
    "--other-passphrase-file": {"metavar": "文件", "type": Path, "help": "另一份的密码不同时，从这个文件第一行读取"},
    "--plan MERGE": {"action": "store_true", "help": "只列出计划，两份草稿都不改动"},
    "--sections FILL": {"metavar": "页", "help": "只导出这些页供同事在 Word 中填写，用逗号分开"},
    "--ours": {"action": "store_true", "help": "两边填得不同的，一律保留本机的"},
    "--theirs": {"action": "store_true", "help": "两边填得不同的，一律采用对方的"},
    "--confirm-stale": {"action": "store_true", "help": "数据年份不同的也填入（填入后请逐项核对）"},
    "--old-passphrase-file": {"metavar": "文件", "type": Path, "help": "旧草稿的密码不同时，从这个文件第一行读取"},
    "--new-passphrase-file NEXT": {
        "metavar": "文件",
        "type": Path,
        "help": "从文件第一行读取新密码，不写则输入两遍",
    },
    "--to RECIPIENTS": {
        "metavar": "收件人",
        "nargs": "+",
        "action": "extend",
        "required": True,
        "help": "同事的公钥（age1…），或每行写一个公钥的文件，可写多个",
    },
    "--identity-file": {
        "metavar": "文件",
        "type": Path,
        "required": True,
        "help": "自己的密钥文件（AGE-SECRET-KEY-1…）",
    },
    "--pdf-password-file": {"metavar": "文件", "type": Path, "help": "从文件第一行读取有打开密码的 PDF 的密码"},
    "--passphrase-file EACH": {"metavar": "文件", "type": Path, "help": "每行一个密码，逐个尝试"},
    "--passphrase-file": {"metavar": "文件", "type": Path, "help": "从文件第一行读取密码"},
}

_Commands = argparse._SubParsersAction  # argparse gives its type no public name


def _add(
    commands: _Commands[Parser],
    name: str,
    command: Callable[[argparse.Namespace], int],
    words: str,
    *arguments: str,
) -> None:
    parser = commands.add_parser(name, help=words, description=words)
    for argument in arguments:
        parser.add_argument(argument.split()[0], **_ARGUMENTS[argument])
    parser.set_defaults(command=command)


def _add_sharing(commands: _Commands[Parser]) -> None:
    """What goes from one copy of a draft to another."""
    lend = ("draft", "--sections", "--out COPY", "--to", "--due", "--json", "--new-passphrase-file")
    _add(commands, "lend", sharing.lend, "借出几个页面：给同事生成一份副本，并记下借出", *lend, "--passphrase-file")
    both = ("draft", "other", "--plan MERGE", "--ours", "--theirs", "--json", "--other-passphrase-file")
    _add(commands, "take-back", sharing.take_back, "收回同事交回的副本", *both, "--passphrase-file")
    _add(commands, "merge", sharing.merge, "合并同一份草稿的两个副本", *both, "--passphrase-file")
    _add(
        commands,
        "loans",
        sharing.list_loans,
        "列出借出记录：谁、哪些页面、何时、是否收回",
        "draft",
        "--json",
        "--passphrase-file",
    )


def _add_remarks(commands: _Commands[Parser]) -> None:
    """What a reviewer remarks, and what becomes of it."""
    own = ("draft", "words", "--answer", "--settle", "--reopen", "--passphrase-file")
    _add(commands, "remarks", remarks.list_remarks, "列出批注和答复", "draft", "--json", "--passphrase-file")
    _add(commands, "remark", remarks.remark, "给页面或栏目加批注，或答复、处理一条批注", *own)


def _add_history(commands: _Commands[Parser]) -> None:
    """What was done to a draft."""
    asked = ("draft", "part", "--json", "--passphrase-file")
    _add(commands, "history", history.history, "列出修改历史：谁、何时、改了哪里、从什么改成什么", *asked)


def _add_access(commands: _Commands[Parser]) -> None:
    """Who gets into a draft."""
    passphrase = ("draft", "--new-passphrase-file NEXT", "--passphrase-file")
    _add(commands, "passphrase", access.passphrase, "更改草稿的密码", *passphrase)
    seal = ("draft", "--to RECIPIENTS", "--out FILE", "--new-passphrase-file", "--passphrase-file")
    _add(commands, "seal", access.seal, "给指定的同事做一份加密副本（age），只有他们的私钥能解开", *seal)
    _add(commands, "unseal", access.unseal, "解开同事发来的加密副本", "file", "--identity-file", "--out FILE")
    _add(commands, "identity", access.identity, "生成自己的密钥文件，显示可以发给同事的公钥", "--out FILE")
