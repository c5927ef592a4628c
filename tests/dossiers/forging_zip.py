"""Forged containers: what no reader of ZIPs may overlook, and names that mean two things."""

import zlib
from dataclasses import replace

from tests.dossiers.forging import Bench, Book
from tests.dossiers.zips import Item

BOOK = Book("zip")


def formless(name: str, change: object) -> None:
    """A change of the bytes after which they are no ZIP of plain entries."""

    def work(bench: Bench) -> None:
        bench.data = change(bench)  # type: ignore[operator]
        bench.finds("zip.form", "zip")

    BOOK.add(name, "bytes", work)


formless("empty", lambda b: b"")
formless("random", lambda b: b.chance.randbytes(5000))
formless("truncated", lambda b: b.data[: -b.chance.randint(1, len(b.data) - 1)])
formless("a_byte_behind", lambda b: b.data + b"\0")
formless("noise_behind", lambda b: b.data + b"\xff" * 22)
formless("end_of_another_kind", lambda b: b.data[:-19] + b"\7" + b.data[-18:])
formless("header_of_another_kind", lambda b: b.data.replace(b"PK\3\4", b"PK\3\5", 1))
formless("listed_as_another_kind", lambda b: b.data[::-1].replace(b"\2\1KP", b"\3\1KP", 1)[::-1])
formless("something_in_front", lambda b: b"#!/bin/sh\n" + b.data)
formless("bytes_behind_the_directory", lambda b: b.data[:-22] + b"stray" + b.data[-22:])
formless("nothing_but_an_end", lambda b: b"PK\5\6" + bytes(18))


def ended(name: str, **fields: int) -> None:
    """An end record that says something else."""

    def work(bench: Bench) -> None:
        bench.options["end"] = fields
        bench.finds("zip.size" if fields.get("count") == 0xFFFF else "zip.form", "zip")

    BOOK.add(name, "zip", work)


ended("second_disk", disk=1)
ended("directory_elsewhere", first=1)
ended("fewer_here", here=3)
ended("counts_one", here=1, count=1)
ended("counts_more", here=500, count=500)
ended("directory_shorter", size=46)
ended("directory_later", start=7)
ended("zip64_count", here=0xFFFF, count=0xFFFF)
ended("zip64_count_alone", count=0xFFFF)
ended("zip64_places", size=0xFFFFFFFF, start=0xFFFFFFFF)


def itemised(name: str, **fields: object) -> None:
    """One entry whose headers are not plain, or not alike."""

    def work(bench: Bench) -> None:
        at = bench.chance.randrange(1, len(bench.items))
        bench.items[at] = replace(bench.items[at], **fields)  # type: ignore[arg-type]
        bench.finds("zip.form", "zip")

    BOOK.add(name, "zip", work)


itemised("stray_bytes", before=b"hidden")
itemised("a_local_entry_of_its_own", before=b"PK\3\4" + bytes(26))
itemised("extra_field", extra=b"\1\0\0\0")
itemised("local_extra_field", local_extra=b"\1\0\0\0")
itemised("entry_comment", note=b"x")
itemised("encrypted", flags=1)
itemised("data_descriptor", flags=8)
itemised("another_local_name", local={"name": b"x"})
itemised("local_flags", local={"flags": 0x800})
itemised("local_crc", local={"crc": 7})
itemised("local_time", local={"time": 7})
itemised("local_date", local={"date": 34})
itemised("local_size", local={"size": 0, "packed": 0})
itemised("sizes_apart", local={"size": 7}, central={"size": 7})
itemised("packed_apart", local={"packed": 7}, central={"packed": 7})
itemised("stored_as_deflated", method=8)
itemised("overlap", central={"offset": 0})
itemised("second_disk_of_an_entry", central={"disk": 1})
itemised("zip64_sizes", central={"size": 0xFFFFFFFF, "packed": 0xFFFFFFFF})


@BOOK.at("bytes")
def bytes_within_the_directory(bench: Bench) -> None:
    """The directory is longer than its entries."""
    size = int.from_bytes(bench.data[-10:-6], "little") + 5
    bench.data = bench.data[:-22] + b"stray" + bench.data[-22:-10] + size.to_bytes(4, "little") + bench.data[-6:]
    bench.finds("zip.form", "zip")


@BOOK.at("zip")
def bytes_in_front_of_the_directory(bench: Bench) -> None:
    bench.options["between"] = b"stray"
    bench.finds("zip.form", "zip")


@BOOK.at("zip")
def another_local_name_as_long(bench: Bench) -> None:
    entry = bench.entry()
    entry.local = {"name": entry.name.swapcase()}
    bench.finds("zip.form", "zip")


@BOOK.at("zip")
def deflated(bench: Bench) -> None:
    entry = bench.entry()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(entry.data * 50) + packer.flush()
    size = {"size": len(entry.data) * 50}
    entry.data, entry.method, entry.local, entry.central = packed, 8, size, size
    bench.finds("zip.form", "zip")


@BOOK.at("zip")
def directory_in_another_order(bench: Bench) -> None:
    """Two neighbours change places in the directory only."""
    first, second = bench.items[3], bench.items[4]
    bench.items[3] = replace(first, central={"name": second.name})
    bench.items[4] = replace(second, central={"name": first.name})
    bench.finds("zip.form", "zip")


@BOOK.at("zip")
def wrong_crc(bench: Bench) -> None:
    entry = bench.entry()
    entry.crc = 0x1234
    bench.finds("zip.crc", bench.place(entry))


@BOOK.at("bytes")
def bit_flipped(bench: Bench) -> None:
    entry = bench.chance.choice([item for item in bench.items if len(item.data) > 40 and b"views" not in item.name])
    at = bench.data.index(entry.data) + bench.chance.randrange(len(entry.data))
    bench.data = bench.data[:at] + bytes([bench.data[at] ^ 4]) + bench.data[at + 1 :]
    bench.finds("zip.crc", bench.place(entry))


def named(name: str, entry: str | bytes, flags: int = 0x800) -> None:
    """One entry more, of an unacceptable name; `{top}` is the top folder."""

    def work(bench: Bench) -> None:
        raw = entry if isinstance(entry, bytes) else entry.encode()
        bench.items.append(Item(raw.replace(b"{top}", bench.top.encode()), b"x", flags))
        bench.finds("zip.name", bench.place(bench.items[-1]))

    BOOK.add(f"name_{name}", "zip", work)


named("climbs", "{top}/data/../../etc/passwd")
named("dot", "{top}/./data/x")
named("empty_part", "{top}/data//x")
named("absolute", "/{top}/data/x")
named("backslash", "{top}/data\\x")
named("control", "{top}/data/a\nb")
named("delete", "{top}/data/a\x7fb")
named("c1", "{top}/data/a\x85b")
named("decomposed", "{top}/data/e\u0301.txt")
named("compatible", "{top}/data/\uf900.txt")
named("folder", "{top}/data/empty/")
named("no_utf8", b"{top}/data/\xff\xfe.txt")
named("surrogate", b"{top}/data/\xed\xa0\x80.txt")
named("gbk", "{top}/data/标准.txt".encode("gbk"))
named("not_said_to_be_utf8", "{top}/data/标准.txt", flags=0)
named("elsewhere", "other/data/x")
named("nowhere", "x")
named("top_itself", "{top}")
named("top_in_capitals", "Dossier-17/data/x")
named("long", "{top}/data/" + "长" * 90)
named("twice", "{top}/data/policy")
named("twice_by_case", "{top}/DATA/Policy")
named("nothing", "")


@BOOK.at("zip")
def name_that_folds(bench: Bench) -> None:
    """Two names that a careless file system takes for one."""
    pair = bench.chance.choice([("straße", "STRASSE"), ("ſ", "s"), ("Σας", "ΣΑΣ"), ("é", "É"), ("ı", "I")])
    for word in pair:
        bench.items.append(Item(f"{bench.top}/{word}".encode(), b"x", 0x800))
    bench.finds("zip.name", bench.place(bench.items[-1]))


@BOOK.at("zip")
def file_in_place_of_a_folder(bench: Bench) -> None:
    bench.items.append(Item(f"{bench.top}/data/Events".encode(), b"x"))
    bench.finds("zip.name", bench.place(bench.items[-1]))


@BOOK.at("zip")
def zip_in_a_zip(bench: Bench) -> None:
    bench.items = [Item(b"dossier.zip", bench.chance.randbytes(100))]
    bench.finds("zip.name", "dossier.zip")


def typed(name: str, attributes: int) -> None:
    """An entry that is no regular file."""

    def work(bench: Bench) -> None:
        entry = bench.entry()
        entry.attributes = attributes
        bench.finds("zip.kind", bench.place(entry))

    BOOK.add(f"kind_{name}", "zip", work)


typed("link", 0o120777 << 16)
typed("folder", 0o40755 << 16)
typed("device", 0o20666 << 16)
typed("dos_folder", 0x10)
typed("dos_volume", 0o100644 << 16 | 8)


@BOOK.at("zip")
def several_at_once(bench: Bench) -> None:
    link, crc = bench.items[5], bench.items[9]
    link.attributes, crc.crc = 0o120777 << 16, 1
    bench.items.append(Item(f"{bench.top}/../x".encode(), b"x"))
    bench.finds("zip.kind", bench.place(link))
    bench.finds("zip.crc", bench.place(crc))
    bench.finds("zip.name", bench.place(bench.items[-1]))
