"""What is set by all sides: a list in which hardly any cell is like another, and long prose."""

from __future__ import annotations

import random
from collections.abc import Iterator

HEADS = ("序号", "设备名称", "设备型号", "接入协议", "安装位置", "备注")
WIDTHS = (1.2, 3.6, 2.8, 2.2, 3.6, 3.6)
CHARACTERS = "接入设备边缘网关数控机床智能仪表传感器变频控制焊接机器人输送系统冷却压缩热处理检测分拣装配"
PROTOCOLS = ("OPC UA", "Modbus-TCP", "MQTT", "PROFINET", "EtherCAT")
PARAGRAPHS = 3
"""Paragraphs of prose that about fill a page."""
Row = tuple[str, ...]


def rows(count: int) -> Iterator[Row]:
    """So many rows of six cells, the same ones each time."""
    chance = random.Random(2022)
    for number in range(1, count + 1):
        name = "".join(chance.choices(CHARACTERS, k=chance.randint(4, 9)))
        use = "".join(chance.choices(CHARACTERS, k=chance.randint(4, 16)))
        place = f"{''.join(chance.choices(CHARACTERS, k=4))}车间第{chance.randint(1, 40)}工位"
        yield str(number), f"{name}{number % 97}号", f"XQ-{number:05d}", chance.choice(PROTOCOLS), place, use


def paragraphs(pages: int) -> Iterator[str]:
    """Prose for about so many pages."""
    chance = random.Random(7)
    for _ in range(PARAGRAPHS * pages):
        pieces = []
        for _ in range(chance.randint(8, 16)):
            pieces.append("".join(chance.choices(CHARACTERS, k=chance.randint(5, 24))))
            mark = ["，", "，", "。", "、", "（含OPC UA协议）", f"{chance.randint(1, 9999)}台/套，", "“平台”"]
            pieces.append(chance.choice(mark))
        yield "".join(pieces) + "。"
