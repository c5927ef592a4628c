"""Bytes of uploaded text files."""

import pytest

from workflow.text.decoding import Undecodable, decode

WORDS = "4.1 一般要求\r\n㐂𠮷"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_plain_text_file_is_read_in_its_encoding(encoding: str) -> None:
    assert decode(WORDS.encode(encoding)) == WORDS


def test_big_endian_with_a_mark_is_read() -> None:
    assert decode(b"\xfe\xff" + WORDS.encode("utf-16-be")) == WORDS


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04docx", b"%PDF-1.7", b"\xd0\xcf\x11\xe0doc", b"{\\rtf1", b"\x81\xff", b"\xff\xfea"]
)
def test_an_office_file_and_broken_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(Undecodable):
        decode(data)
