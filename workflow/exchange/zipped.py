"""The ZIP of a package: stored entries in the order of their names, nothing else; any other bytes of the same are
refused, so that a changed byte has nowhere to hide.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Final

from workflow.text.archives import BROKEN

MOST_BYTES: Final = 40 << 20
MOST_FILES: Final = 2_000
NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]*(?:/[a-z0-9][a-z0-9_-]*)*\.[a-z]{3,5}", re.ASCII)
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
MODE: Final = 0o100644 << 16
UNIX: Final = 3


class BadZip(ValueError):
    """The bytes are not the archive that we would have written."""


def written(files: Mapping[str, bytes]) -> bytes:
    """The one archive of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED, allowZip64=False) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, EPOCH)
            info.create_system, info.external_attr = UNIX, MODE
            archive.writestr(info, files[name])
    return made.getvalue()


def read(data: bytes) -> dict[str, bytes]:
    """The files of an archive that is byte for byte what `written` gives. Nothing is inflated: entries are stored."""
    if len(data) > MOST_BYTES:
        raise BadZip("size")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if not _plausible(infos, len(data)):
                raise BadZip("entries")
            found = {info.filename: archive.read(info) for info in infos}
    except (*BROKEN, NotImplementedError) as fault:
        raise BadZip("zip") from fault
    if written(found) != data:
        raise BadZip("bytes")
    return found


def _plausible(infos: list[zipfile.ZipInfo], size: int) -> bool:
    names = {info.filename for info in infos}
    return (
        0 < len(infos) <= MOST_FILES
        and len(names) == len(infos)
        and all(NAME.fullmatch(name) for name in names)
        and all(info.compress_type == zipfile.ZIP_STORED for info in infos)
        and sum(info.file_size for info in infos) <= size
    )
