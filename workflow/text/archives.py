"""What reading a broken, locked or strange archive may raise; every reader of one catches exactly these."""

import lzma
import struct
import zlib
from typing import Final
from zipfile import BadZipFile, LargeZipFile

BROKEN: Final = (
    BadZipFile,
    LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,  # a password is asked for; a compression that is not known
    KeyError,
    ValueError,  # names that are no UTF-8, offsets before the file
)
