"""A sealed copy opens with the standard age tool and with this program, for its recipients and nobody else."""

from __future__ import annotations

import os
import random
import stat
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest
from drafts.one_proof import PASSPHRASE
from special_files import linux, modes, pipe

from app.drafts.sealing import envelope, identities, recipients
from app.drafts.sealing.new_file import placing
from app.drafts.store import Draft
from app.errors import AppError, DraftError, UsageError


@pytest.fixture
def identity(tmp_path: Path) -> Path:
    """The identity file of 李雷."""
    identities.new_identity(file := tmp_path / "李雷.txt")
    return file


@pytest.fixture
def sealed(closed: Path, identity: Path, tmp_path: Path) -> Path:
    """A draft sealed for 李雷."""
    envelope.seal(closed, target := tmp_path / "副本.qibei.age", identities.public_keys(identity))
    return target


def left_behind(folder: Path) -> list[str]:
    """What was to be gone."""
    return [name for name in os.listdir(folder) if ".qibei-" in name]


def test_what_a_killed_seal_left_is_swept_by_the_next_and_was_the_users_alone(tmp_path: Path) -> None:
    killed = """
import os, sys
from pathlib import Path
from app.drafts.sealing.new_file import placing
with placing(Path(sys.argv[1])) as stream:
    stream.write(b"AGE-SECRET-KEY-1")
    stream.flush()
    os._exit(9)  # as one that is killed: nothing is put in order
"""
    target = tmp_path / "密钥.txt"
    assert subprocess.run([sys.executable, "-c", killed, target]).returncode == 9
    (work,) = tmp_path.glob(".qibei-*.work")
    assert os.name == "nt" or stat.S_IMODE(work.stat().st_mode) == 0o700
    assert left_behind(tmp_path)
    identities.new_identity(target)
    assert left_behind(tmp_path) == []


def test_keys_come_through_a_pipe_and_what_never_ends_is_refused(
    sealed: Path, identity: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.files.bounded.PIPE_SECONDS", 0.05)
    pipe(held := tmp_path / "管道")
    for reading in (identities.identities_in, recipients.recipients_in):
        with pytest.raises(UsageError, match=r"“管道”(无法读取|里没有)"):
            reading(held)
        with pytest.raises(UsageError, match="“zero”太大"):
            reading(Path("/dev/zero"))
    for file in (held, Path("/dev/zero")):
        with pytest.raises(DraftError, match="无法读取"):
            envelope.unseal(file, identity, tmp_path / "解开.qibei")
    assert not (tmp_path / "解开.qibei").exists()
    reading_end, writing_end = os.pipe()
    os.write(writing_end, identity.read_bytes())
    os.close(writing_end)
    envelope.unseal(sealed, Path(f"/dev/fd/{reading_end}"), tmp_path / "解开.qibei")
    os.close(reading_end)
    assert (tmp_path / "解开.qibei").is_file()


@linux
def test_a_sealed_copy_opens_with_the_age_tool(sealed: Path, identity: Path, closed: Path, tmp_path: Path) -> None:
    plain = tmp_path / "解开.qibei"
    subprocess.run(["age", "-d", "-i", identity, "-o", plain, sealed], check=True)
    assert plain.read_bytes() == closed.read_bytes()
    with Draft.open(plain, PASSPHRASE) as draft:
        assert dict(draft.values())["equipment.total"] == "12"


@linux
def test_what_the_age_tool_sealed_opens_here(closed: Path, identity: Path, tmp_path: Path) -> None:
    (public,) = identities.public_keys(identity)
    for armour in ([], ["-a"]):
        sealed, plain = tmp_path / f"{len(armour)}.age", tmp_path / f"{len(armour)}.qibei"
        subprocess.run(["age", *armour, "-r", public, "-o", sealed, closed], check=True)
        envelope.unseal(sealed, identity, plain)
        assert plain.read_bytes() == closed.read_bytes()


@linux
def test_a_key_made_by_age_keygen_opens_and_one_made_here_is_read_by_it(
    closed: Path, identity: Path, tmp_path: Path
) -> None:
    subprocess.run(["age-keygen", "-o", theirs := tmp_path / "age.txt"], check=True, capture_output=True)
    envelope.seal(closed, sealed := tmp_path / "x.age", identities.public_keys(theirs))
    envelope.unseal(sealed, theirs, tmp_path / "x.qibei")
    told = subprocess.run(["age-keygen", "-y", identity], check=True, capture_output=True, text=True).stdout
    assert told.split() == identities.public_keys(identity)


def test_an_identity_is_for_its_user_alone_and_never_overwritten(identity: Path) -> None:
    assert os.name == "nt" or stat.S_IMODE(identity.stat().st_mode) == 0o600
    before = identity.read_bytes()
    with pytest.raises(AppError, match="已存在，没有覆盖"):
        identities.new_identity(identity)
    assert identity.read_bytes() == before


@modes
def test_the_results_are_for_the_user_alone(sealed: Path, identity: Path, tmp_path: Path) -> None:
    envelope.unseal(sealed, identity, plain := tmp_path / "解开.qibei")
    assert stat.S_IMODE(plain.stat().st_mode) == 0o600
    assert stat.S_IMODE(sealed.stat().st_mode) == 0o600


def test_a_file_of_recipients_is_read_as_age_reads_it(closed: Path, identity: Path, tmp_path: Path) -> None:
    identities.new_identity(other := tmp_path / "韩梅.txt")
    keys = identities.public_keys(identity) + identities.public_keys(other)
    (group := tmp_path / "组.txt").write_text(
        f"\ufeff# 李雷\n{keys[0]}\n\n  # 韩梅\r\n  {keys[1]}  \n{keys[0]}\n", "utf-8"
    )
    assert recipients.named([str(group)]) == keys
    assert recipients.named([keys[1], str(group)]) == [keys[1], keys[0]]
    envelope.seal(closed, sealed := tmp_path / "x.age", recipients.named([str(group)]))
    for number, file in enumerate((identity, other)):
        envelope.unseal(sealed, file, tmp_path / f"{number}.qibei")


def test_only_its_recipients_open_it(sealed: Path, tmp_path: Path) -> None:
    identities.new_identity(stranger := tmp_path / "外人.txt")
    with pytest.raises(DraftError, match="副本不是加密给它的"):
        envelope.unseal(sealed, stranger, tmp_path / "x.qibei")
    assert not (tmp_path / "x.qibei").exists()


def test_nothing_is_overwritten(sealed: Path, identity: Path, closed: Path, tmp_path: Path) -> None:
    (there := tmp_path / "有.qibei").write_text("别人的")
    with pytest.raises(DraftError, match="已存在，没有覆盖"):
        envelope.unseal(sealed, identity, there)
    before = sealed.read_bytes()
    with pytest.raises(DraftError, match="已存在，没有覆盖"):
        envelope.seal(closed, sealed, identities.public_keys(identity))
    assert (there.read_text(), sealed.read_bytes()) == ("别人的", before)
    assert not left_behind(tmp_path)


def test_what_appeared_in_the_meantime_is_not_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "新.qibei"

    def write() -> None:
        with placing(target) as stream:
            stream.write(b"ours")
            target.write_bytes(b"theirs")

    with pytest.raises(AppError, match="已存在，没有覆盖"):
        write()
    assert target.read_bytes() == b"theirs"
    assert not left_behind(tmp_path)


def test_every_damage_is_one_clear_sentence_and_leaves_nothing(sealed: Path, identity: Path, tmp_path: Path) -> None:
    chance, whole = random.Random(11), sealed.read_bytes()
    header = whole.index(b"\n---") + 60
    for number in range(400):
        damaged = bytearray(whole)
        if number % 4 == 0:
            del damaged[chance.randrange(len(damaged)) :]
        else:
            at = chance.randrange(header if number % 4 == 1 else len(damaged))
            damaged[at] ^= 1 << chance.randrange(8)
        (file := tmp_path / "坏.age").write_bytes(damaged)
        with pytest.raises(DraftError) as told:
            envelope.unseal(file, identity, tmp_path / "坏.qibei")
        assert any(words in told.value.message for words in ("已损坏", "不是加密给它的", "不是 age", "更新版本")), (
            told.value
        )
        assert "没有写出任何文件" in told.value.message
        assert not (tmp_path / "坏.qibei").exists()
    assert not left_behind(tmp_path)


@linux
def test_what_is_no_draft_inside_is_not_written(identity: Path, tmp_path: Path) -> None:
    (words := tmp_path / "话.txt").write_text("你好", "utf-8")
    (public,) = identities.public_keys(identity)
    subprocess.run(["age", "-r", public, "-o", sealed := tmp_path / "话.age", words], check=True)
    with pytest.raises(DraftError, match="里面不是齐备的草稿"):
        envelope.unseal(sealed, identity, tmp_path / "x.qibei")
    with pytest.raises(DraftError):
        envelope.seal(words, tmp_path / "y.age", [public])
    assert not (tmp_path / "y.age").exists()


def test_a_mistyped_public_key_is_told_and_a_private_one_is_never_repeated(identity: Path, tmp_path: Path) -> None:
    (public,) = identities.public_keys(identity)
    chance = random.Random(3)
    for at in range(4, len(public)):
        slip = (
            public[:at]
            + chance.choice([one for one in "acdefghjklmnpqrstuvwxyz" if one != public[at]])
            + public[at + 1 :]
        )
        with pytest.raises(UsageError, match="校验不符"):
            recipients.check_recipient(slip)
    secret = identity.read_text().split()[-1]
    for given in (secret, secret.lower()):
        with pytest.raises(UsageError, match="给出的是私钥") as told:
            recipients.check_recipient(given)
        assert secret[20:30].lower() not in str(told.value).lower()
    (group := tmp_path / "组.txt").write_text(f"# 组\n{public}\nssh-ed25519 AAAA\n", "utf-8")
    with pytest.raises(UsageError, match="第 3 行：这不是 age 公钥"):
        recipients.recipients_in(group)
    (empty := tmp_path / "空.txt").write_text("# 无\n", "utf-8")
    with pytest.raises(UsageError, match="没有公钥"):
        recipients.recipients_in(empty)
    with pytest.raises(UsageError, match="没有指定收件人"):
        envelope.seal(tmp_path / "x", tmp_path / "y", [])


BAD_IDENTITIES = {
    "": "没有私钥",
    "# nothing\n": "没有私钥",
    "AGE-SECRET-KEY-1QQQ": "第 1 行不是正确的私钥",
    "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj": "是公钥，不是私钥",
    "age-encryption.org/v1\n": "本身加了密码",
    "x" * 1_000_001: "太大",
}


@pytest.mark.parametrize(("content", "words"), BAD_IDENTITIES.items(), ids=BAD_IDENTITIES.values())
def test_a_file_that_is_no_identity_says_what_it_is(content: str, words: str, sealed: Path, tmp_path: Path) -> None:
    (file := tmp_path / "坏.txt").write_text(content)
    with pytest.raises(UsageError, match=words) as told:
        envelope.unseal(sealed, file, tmp_path / "x.qibei")
    assert "QQQ" not in str(told.value)
    with pytest.raises(UsageError, match="无法读取"):
        envelope.unseal(sealed, tmp_path / "没有.txt", tmp_path / "x.qibei")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a device that is always full")
def test_a_full_disk_is_told_as_such(
    closed: Path, identity: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fdopen

    def full(handle: int, mode: str) -> IO[bytes]:
        os.close(handle)
        return real(os.open("/dev/full", os.O_RDWR), mode)

    monkeypatch.setattr("app.drafts.sealing.new_file.os.fdopen", full)
    with pytest.raises(DraftError, match="磁盘空间已满"):
        envelope.seal(closed, tmp_path / "x.age", identities.public_keys(identity))
    assert not (tmp_path / "x.age").exists()
    assert not left_behind(tmp_path)
