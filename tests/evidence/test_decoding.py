"""The encoding of bare text is told from its bytes; what is no text is told, too."""

from __future__ import annotations

import pytest

from app.evidence.decoding import HEAD, beginning, decoded, is_doubtful

WORDS = "设备联网率 95%，①㈠ 𠮷\n第二行"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
def test_text_is_read_in_its_own_encoding(encoding: str) -> None:
    assert decoded(WORDS.encode(encoding)) == WORDS


@pytest.mark.parametrize("data", [bytes(10), bytes(range(256)), b"\xff\xfe\0\xd8", b"abc\x80\x00"])
def test_what_is_no_text_is_none(data: bytes) -> None:
    assert decoded(data) is None


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_character_cut_at_the_end_of_the_first_part_does_no_harm(encoding: str) -> None:
    data = ("a" + "设" * HEAD).encode(encoding)
    assert (beginning(data) or "").startswith("a设设")


@pytest.mark.parametrize(
    ("words", "encoding", "doubtful"),
    [
        ("這是一份關於工業互聯網平臺的證明材料，請查收", "big5", True),
        ("これは日本語の文書です。証明書を送ります", "shift_jis", True),
        ("这是一份关于工业互联网平台的证明材料，请查收", "gb18030", False),
        ("這是一份關於工業互聯網平臺的證明材料，請查收", "utf-8", False),
        ("這是一份關於工業互聯網平臺的證明材料，請查收", "utf-16", False),
        ("喆昇珺镕", "gb18030", False),
        ("No. 1", "gb18030", False),
        ("①㈠ 1. 数量：3 台，合计￥500", "gb18030", False),
    ],
)
def test_text_of_an_encoding_that_is_not_looked_for_is_doubtful(words: str, encoding: str, doubtful: bool) -> None:
    data = words.encode(encoding)
    text = decoded(data)
    assert text is not None
    assert is_doubtful(data, text) is doubtful
