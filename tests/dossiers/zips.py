"""Writes ZIPs byte by byte, so that a test can write a wrong one."""

import struct
from binascii import crc32
from dataclasses import dataclass
from typing import Any


@dataclass
class Item:
    """One entry. What `local` or `central` names differs from what it should be, in that header only."""

    name: bytes
    data: bytes
    flags: int = 0
    method: int = 0
    attributes: int = 0o100644 << 16
    extra: bytes = b""
    local_extra: bytes = b""
    note: bytes = b""
    made: int = 3 << 8 | 20
    before: bytes = b""  # stray bytes in front of the local header
    crc: int | None = None
    local: dict[str, Any] | None = None
    central: dict[str, Any] | None = None


def item(name: str, data: bytes) -> Item:
    return Item(name.encode(), data, flags=0 if name.isascii() else 0x800)


def zipped(
    items: list[Item],
    *,
    comment: bytes = b"",
    end: dict[str, int] | None = None,
    between: bytes = b"",
    tail: bytes = b"",
) -> bytes:
    """The file; `end` overrides fields of the end record, `between` stands before the directory."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for each in items:
        offset += len(each.before)
        local = _local(each)
        directory.append(_central(each, offset))
        pieces += [each.before, local, each.data]
        offset += len(local) + len(each.data)
    body, listed = b"".join(pieces) + between, b"".join(directory)
    told = {"disk": 0, "first": 0, "here": len(items), "count": len(items), "size": len(listed), "start": len(body)}
    told |= {"comment": len(comment)} | (end or {})
    return body + listed + struct.pack("<4s4H2IH", b"PK\x05\x06", *told.values()) + comment + tail


def _told(each: Item) -> dict[str, Any]:
    size = len(each.data)
    crc = crc32(each.data) if each.crc is None else each.crc
    fields = {"needs": 20, "flags": each.flags, "method": each.method, "time": 0, "date": 33, "crc": crc}
    return fields | {"packed": size, "size": size, "name": each.name}


def _local(each: Item) -> bytes:
    f = _told(each) | (each.local or {})
    head = struct.pack("<4s5H3I2H", b"PK\x03\x04", *list(f.values())[:8], len(f["name"]), len(each.local_extra))
    return head + bytes(f["name"]) + each.local_extra


def _central(each: Item, offset: int) -> bytes:
    f = _told(each) | {"disk": 0, "offset": offset} | (each.central or {})
    numbers = list(f.values())[:8]
    lengths = (len(f["name"]), len(each.extra), len(each.note))
    told = (each.made, *numbers, *lengths, f["disk"], 0, each.attributes, f["offset"])
    head = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", *told)
    return head + bytes(f["name"]) + each.extra + each.note
