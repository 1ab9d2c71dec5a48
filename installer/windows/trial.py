"""The installer for Windows tried in Wine, from the first installation to the last file that goes: `make windows-test`.

Run by `wine.sh`; each line that it prints names what was seen to be so, and the first thing that is not so ends it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import packing
from folder import DIST, HOUSE, LAUNCHERS, WORK
from trial_window import try_window
from wine import USER, Done, Failed, Wine, until, windows

from app.release import VERSION

Run = Callable[..., Done]
TRIAL = WORK / "trial"
PLACE = f"{USER}\\测试 目录\\齐 备"
OWN = f"{PLACE}\\自己的说明.txt"
DRAFTS = f"{USER}\\Documents\\申报 二〇二六"
DATA = f"{USER}\\AppData\\Local\\qibei"
KEY = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Qibei"
ENDINGS = (".qibei", ".qibei-pack", ".age")
PASSPHRASE = "plain-passphrase-2026"
RUNNING = 3
"""What the installer and the uninstaller answer while the program runs."""
FACES = {
    "simfang.ttf": "FandolFang.ttf",
    "simkai.ttf": "FandolKai.ttf",
    "simhei.ttf": "FandolHei.ttf",
    "simsun.ttc": "FandolSong.ttf",
}
"""Names under which Windows has the mandated faces, and which free one stands in for each here."""


def main(only: list[str]) -> int:
    """Try it, with `only` the samples of these packs when there are any; the exit status."""
    shutil.rmtree(TRIAL, ignore_errors=True)
    TRIAL.mkdir(parents=True)
    try:
        with windows(TRIAL / "prefix") as wine:
            setup = DIST / f"qibei-{VERSION}-windows-x64.exe"
            install_older(wine)
            install(wine, setup, DIST / "齐备")
            drafts = try_commands(wine, only)
            try_faces(wine, drafts[0])
            try_window(wine, f"{PLACE}\\齐备.exe", drafts[0], PASSPHRASE, lambda: refuse_while_running(wine, setup))
            uninstall(wine, drafts)
    except Failed as failure:
        print(f"✗ {failure}", file=sys.stderr)
        return 1
    print("全部做到 / all of it holds")
    return 0


def told(words: str) -> None:
    """Say what was seen to be so."""
    print(f"✓ {words}", flush=True)


def need(holds: object, words: str) -> None:
    """Failed with `words` unless it holds."""
    if not holds:
        raise Failed(words)


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder: its name there → SHA-256."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def set_up(wine: Wine, setup: Path) -> int:
    """Run an installer silently; its exit code.  A path after /D= stands without quotation marks, blanks and all."""
    return wine.run(f"Z:{setup}", "/S", *f"/D={PLACE}".split(" "), seconds=1800).returncode


def install_older(wine: Wine) -> None:
    """An older version, of a few files, one of which the newer has no more, and a file of the user's beside them."""
    older = TRIAL / "older"
    (older / "app").mkdir(parents=True)
    (older / "app" / "gone.py").write_text("# of the older version\n", "utf-8")
    (older / "runtime").mkdir()
    for name in (*LAUNCHERS, "runtime/python311.dll"):
        shutil.copy(DIST / "齐备" / name, older / name)
    packing.make(older, TRIAL / "older-qibei.exe")
    need(set_up(wine, TRIAL / "older-qibei.exe") == 0, "旧版没有装上")
    need(wine.on_disk(f"{PLACE}\\app\\gone.py").exists(), "旧版的文件没有写到指定的文件夹")
    wine.on_disk(OWN).write_text("用户自己放在这里的", "utf-8")
    told(f"静默安装到 {PLACE}")


def install(wine: Wine, setup: Path, folder: Path) -> None:
    """The real one over it: every file as it was made, none of the older version's, and the user's still there."""
    need(set_up(wine, setup) == 0, "新版没有装上")
    there = tree(wine.on_disk(PLACE))
    need(there.pop("uninstall.exe", ""), "没有卸载程序")
    need(there.pop("自己的说明.txt", ""), "升级时用户自己的文件没有了")
    need(there == tree(folder), "装好的文件与做好的不一致，或还留着旧版的文件")
    told(f"升级：{len(there)} 个文件一字节不差，旧版多出的文件已删除，用户自己的文件还在")
    for ending in ENDINGS:
        said = asked(wine, "reg", "query", f"HKCU\\Software\\Classes\\{ending}", "/ve")
        kind = said.rsplit(None, 1)[-1]
        opens = asked(wine, "reg", "query", f"HKCU\\Software\\Classes\\{kind}\\shell\\open\\command", "/ve")
        need(f'"{PLACE}\\齐备.exe" "%1"' in opens, f"{ending} 没有关联到齐备")
    need(f"{PLACE}\\uninstall.exe" in asked(wine, "reg", "query", KEY), "“应用和功能”中没有齐备")
    need(shortcut(wine).exists(), "开始菜单中没有齐备")
    told(f"文件关联 {'、'.join(ENDINGS)}，开始菜单，“应用和功能”")


def try_commands(wine: Wine, only: list[str]) -> list[str]:
    """The command line over all samples; what it makes is what is made here, byte for byte.  The drafts."""
    here = wine.on_disk(DRAFTS)
    here.mkdir(parents=True)
    (here / "密码.txt").write_text(PASSPHRASE, "utf-8")
    listed = lines(of_windows(wine, "packs"))
    need(listed == lines(of_linux(here, "packs")), "列出的模板与 Linux 上的不同")
    packs = [line.split("　")[0] for line in listed]
    told(f"packs：{len(packs)} 个模板")
    return [try_sample(wine, here, pack) for pack in only or packs]


def try_sample(wine: Wine, here: Path, pack: str) -> str:
    """Make, check and export one sample in Windows, and check and export the same draft here; the draft."""
    draft, key = f"{pack} 样例.qibei", ("--passphrase-file", "密码.txt")
    made = of_windows(wine, "sample", pack, draft, *key)
    need(made.returncode == 0, f"{pack} 的样例没有做成：{made.stdout.decode('utf-8', 'replace')}")
    found, found_here = (run("check", draft, "--json", *key) for run in both(wine, here))
    need(lines(found) == lines(found_here), f"{pack} 的检查结果与 Linux 上的不同")
    for run, target in zip(both(wine, here), ("导出 W", "导出 L"), strict=True):
        done = run("export", draft, "--out", f"{target} {pack}", *key)
        need(done.returncode in (0, 1), f"{pack} 没有导出：{done.stdout.decode('utf-8', 'replace')}")
    theirs, ours = tree(here / f"导出 W {pack}"), tree(here / f"导出 L {pack}")
    need(ours, f"{pack} 没有导出任何文件")
    need(theirs == ours, f"{pack}：与 Linux 上导出的不同：{[name for name in ours if theirs.get(name) != ours[name]]}")
    kinds = [Path(name).suffix for name in ours]
    pdf, word = kinds.count(".pdf"), kinds.count(".docx")
    told(f"{pack}：样例、检查、导出，{pdf} 个 PDF、{word} 个 Word 与 Linux 上的一字节不差")
    return f"{DRAFTS}\\{draft}"


def try_faces(wine: Wine, draft: str) -> None:
    """The mandated faces are used once Windows has them, under the names that it gives them."""
    fonts = wine.on_disk("C:\\windows\\Fonts")
    for name, free in FACES.items():
        shutil.copy(HOUSE / "resources" / "fonts" / free, fonts / name)
    name, out = draft.rsplit("\\", 1)[-1], "导出 字体"
    said = of_windows(wine, "export", name, "--out", out, "--format", "pdf", "--passphrase-file", "密码.txt")
    words = said.stdout.decode("utf-8", "replace")
    for role in ("仿宋", "楷体", "黑体", "宋体"):
        need(f"替代{role}" not in words, f"系统中有{role}，没有使用：{words}")
    told(f"系统中有 {'、'.join(FACES)} 时就用它们")
    for name in FACES:
        (fonts / name).unlink()


def refuse_while_running(wine: Wine, setup: Path) -> None:
    """Neither installer nor uninstaller touches the files of a program that runs."""
    need(set_up(wine, setup) == RUNNING, "齐备正在运行时，安装程序没有拒绝")
    code = wine.run(f"{PLACE}\\uninstall.exe", "/S", *f"_?={PLACE}".split(" ")).returncode
    need(code == RUNNING, "齐备正在运行时，卸载程序没有拒绝")
    there = {name for name in tree(wine.on_disk(PLACE)) if name not in ("uninstall.exe", "自己的说明.txt")}
    need(there == set(tree(DIST / "齐备")), "拒绝之后文件变了")
    told("齐备正在运行时，安装和卸载都拒绝，文件没有变")


def uninstall(wine: Wine, drafts: list[str]) -> None:
    """Everything that was installed goes, and nothing else."""
    kept = tree(wine.on_disk(DATA)), tree(wine.on_disk(DRAFTS))
    need(wine.run(f"{PLACE}\\uninstall.exe", "/S").returncode == 0, "没有卸载")
    place = wine.on_disk(PLACE)
    until(lambda: [file.name for file in place.iterdir()] == ["自己的说明.txt"], "卸载干净")
    need(not shortcut(wine).exists(), "开始菜单中还有齐备")
    for key in (KEY, *(f"HKCU\\Software\\Classes\\{ending}" for ending in ENDINGS)):
        need(wine.run("reg", "query", key).returncode != 0, f"注册表中还有 {key}")
    need(kept == (tree(wine.on_disk(DATA)), tree(wine.on_disk(DRAFTS))), "卸载改动了草稿或设置")
    need(kept[0] and all(wine.on_disk(draft).exists() for draft in drafts), "草稿或设置没有了")
    told(f"卸载：程序没有了，{len(drafts)} 份草稿、设置和用户自己的文件都在")


def shortcut(wine: Wine) -> Path:
    """Where the start menu has the program."""
    return wine.on_disk(f"{USER}\\AppData\\Roaming\\Microsoft\\Windows\\Start Menu\\Programs\\齐备.lnk")


def asked(wine: Wine, *command: str) -> str:
    """What a command of Windows says, in the code page of its console."""
    return wine.run(*command).stdout.decode("gbk", "replace")


def lines(done: Done) -> list[str]:
    """What was said, line by line, however the system ends a line."""
    return done.stdout.decode("utf-8").splitlines()


def both(wine: Wine, here: Path) -> tuple[Run, Run]:
    """The command line of the installed program, and that of this house."""
    return (lambda *words: of_windows(wine, *words)), (lambda *words: of_linux(here, *words))


def of_windows(wine: Wine, *words: str) -> Done:
    """One command of the installed program, in the folder of the drafts."""
    return wine.run(f"{PLACE}\\qibei.exe", *words, cwd=wine.on_disk(DRAFTS))


def of_linux(here: Path, *words: str) -> Done:
    """The same command here."""
    environment = {**os.environ, "PYTHONPATH": str(HOUSE), "QIBEI_HOME": str(TRIAL / "home"), "LC_ALL": "C.UTF-8"}
    return subprocess.run([sys.executable, "-m", "app", *words], cwd=here, env=environment, capture_output=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
