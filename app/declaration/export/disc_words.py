"""说明.txt: what a folder for the disc, the e-mail or the scan holds, how to verify it, and where it goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.export.compose.sentences import stated
from app.export.compose.sheets.submission import deadline_words
from app.forms.pack.pack import Delivery
from app.forms.session import FormSession

_BOM = "\ufeff"  # without it old versions of Notepad take the file for GBK


@dataclass(frozen=True, slots=True)
class Medium:
    """One folder to hand in: its name, what it is handed in as, and whether it waits for the stamped book's scan."""

    name: str
    deliveries: tuple[Delivery, ...]
    scan: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """One file in the folder: its path there, and what it is."""

    name: str
    words: str


def explanation(session: FormSession, medium: Medium, held: Sequence[Held], stem: str, fingerprint: str = "") -> bytes:
    """The 说明 as a text file for Windows; `stem` is the book's file name without ending."""
    lines = [*_head(session, medium, fingerprint), "", *_contents(medium, held, stem), "", *_verifying(medium)]
    if medium.scan:
        lines += ["", *_scanning(stem)]
    lines += ["", *_sending(session, medium)]
    return (_BOM + "".join(f"{line}\r\n" for line in lines)).encode()


def _head(session: FormSession, medium: Medium, fingerprint: str) -> Iterator[str]:
    yield session.pack.title
    yield f"{medium.name}说明"
    if applicant := stated(session, "applicant.name"):
        yield f"申报单位：{applicant}"
    if fingerprint:
        yield f"内容指纹：{fingerprint}"


def _contents(medium: Medium, held: Sequence[Held], stem: str) -> Iterator[str]:
    yield "一、文件夹里有什么"
    if medium.scan:
        yield f"  {_scan_name(stem)}　　盖章后的扫描件，请自行放入（做法见第三部分）"
    for one in held:
        yield f"  {one.name}　　{one.words}"
    yield "  SHA256SUMS.txt　　各文件的 SHA-256 校验值" + ("（不含扫描件）" if medium.scan else "")


def _verifying(medium: Medium) -> Iterator[str]:
    example = "清单\\文件名.xlsx" if medium.scan else "文件名.pdf"
    yield "二、怎样核对文件完好"
    yield "  Windows：在本文件夹的地址栏输入 cmd 后按回车，对每个文件运行"
    yield f'    certutil -hashfile "{example}" SHA256'
    yield "  显示的一串字母和数字与 SHA256SUMS.txt 中该文件前面的一串相同，文件就是完好的。"
    yield "  统信 UOS、麒麟等系统：在本文件夹打开终端，运行"
    yield "    sha256sum -c SHA256SUMS.txt"


def _scanning(stem: str) -> Iterator[str]:
    yield "三、怎样扫描"
    yield "  1. 签字、盖章、日期（要求骑缝章的也包括骑缝章）全部办完后再扫描。"
    yield "  2. 从封面起逐页扫描，彩色，300 dpi，A4 原大，不缩放、不裁边；空白背面可以不扫。"
    yield f"  3. 合成一个 PDF，命名为“{_scan_name(stem)}”，放进本文件夹。"
    yield "  4. 打开核对：页码连续，方向正确，印章、签字清楚，内容与纸质书一致。"


def _scan_name(stem: str) -> str:
    return f"{stem}（盖章扫描版）.pdf"


def _sending(session: FormSession, medium: Medium) -> Iterator[str]:
    submission = session.pack.submission
    yield ("四" if medium.scan else "三") + "、报送到哪里"
    if not medium.deliveries:
        yield "  通知没有说明电子版怎样报送，请按受理单位的要求办理。"
    if submission.deadline:
        yield f"  期限：{deadline_words(submission.deadline, submission.deadline_time)}"
    for delivery in medium.deliveries:
        copies = f"，{delivery.copies} 份" if delivery.copies else ""
        yield f"  {delivery.what}，{delivery.medium}{copies}：{delivery.to or '见通知'}"
        yield from _how(session, delivery)
    for line in submission.contact:
        yield f"  {line}"


def _how(session: FormSession, delivery: Delivery) -> Iterator[str]:
    applicant = stated(session, "applicant.name")
    if delivery.carrier == "disc":
        named = f"“{applicant}　{session.pack.title}”" if applicant else "申报单位和申报书名称"
        yield f"    把本文件夹里的全部文件原样刻录到光盘（不要压缩），盘面写明{named}，刻好后在另一台电脑上打开核对。"
    elif delivery.carrier == "mail" or "邮件" in delivery.medium:
        subject = f"{session.pack.title}（{applicant}）" if applicant else session.pack.title
        yield f"    邮件主题可写：{subject}"
        yield "    附件过大发不出时，请先问清受理单位可以怎样提交，不要删减文件。"
