"""From the bytes of an uploaded text file to characters; whether those may enter is `canonical.acceptable`'s word."""

import codecs
from typing import Final

_OFFICE_FILES: Final = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf")


class Undecodable(ValueError):
    """Bytes that are no plain text in UTF-8, UTF-16 with a mark, or GB18030."""


def decode(data: bytes) -> str:
    """The characters of a plain text file; office documents are refused rather than shown as noise."""
    if data.startswith(_OFFICE_FILES):
        raise Undecodable("an office document, not plain text")
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encodings = ["utf-16"] if marked else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Undecodable(f"neither of {', '.join(encodings)}")
