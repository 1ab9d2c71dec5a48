"""The window opened in Wine as a user opens it: by a click on a draft, the passphrase typed, closed by its key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PureWindowsPath

from folder import HOUSE
from wine import Failed, Wine, until

PICTURES = HOUSE / "out" / "windows"


def try_window(wine: Wine, program: str, draft: str, passphrase: str, meanwhile: Callable[[], None]) -> None:
    """Open `draft`, look at its window, do `meanwhile`, and close it; Failed when any of it does not come."""
    name = PureWindowsPath(draft).stem
    running = wine.start(program, draft)
    asking = found(wine, "^打开申报书")
    picture(wine, "asking")
    wine.shell("xdotool", "windowfocus", "--sync", asking, "type", "--delay", "50", passphrase)
    wine.shell("xdotool", "key", "Return")
    window = found(wine, f"^{name} — 齐备$")
    until(lambda: colours(picture(wine, "draft")) > 256, "画出窗口")
    print(f"✓ 双击打开：窗口“{name} — 齐备”（图片在 {PICTURES.relative_to(HOUSE)}）", flush=True)
    meanwhile()
    wine.shell("xdotool", "windowfocus", window, "key", "alt+F4")
    if running.wait(timeout=120) != 0:
        raise Failed(f"关闭窗口后退出码为 {running.returncode}")
    print("✓ 关闭窗口，程序正常结束", flush=True)


def found(wine: Wine, title: str) -> str:
    """The number of the window of that title, once it is there."""
    return until(lambda: wine.shell("xdotool", "search", "--name", title).stdout.decode().split(), f"窗口“{title}”")[0]


def picture(wine: Wine, name: str) -> Path:
    """What is on the screen, kept as a picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    wine.shell("import", "-window", "root", str(PICTURES / f"{name}.png"))
    return PICTURES / f"{name}.png"


def colours(file: Path) -> int:
    """How many colours a picture has: an empty window has few."""
    from PIL import Image

    with Image.open(file) as image:
        return len(image.convert("RGB").getcolors(1 << 24) or ())
