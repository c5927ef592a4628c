#!/usr/bin/env python3
"""Verifies a dossier of a coordinated local standard, offline: this one file, Python 3.8 or later, nothing else.

卷宗核验程序：只需 Python 3.8 以上，不联网，不安装任何软件。

    python3 -I -S verify.py dossier-17-3fa9c1d2.zip
    python3 -I -S verify.py dossier-17-3fa9c1d2.zip --policy policy-from-the-gazette.txt --json

It believes nothing that lies in the dossier but what signatures of known keys and hashes lead to. It is written to be
read from top to bottom by somebody who trusts nobody: words, container, canonical JSON, curves, tree, notes and
policies, then the stages in the order of the page `docs/dossier.md` that it is written from, then the command line.
Every stage collects all its findings; the first stage that has any is the last that runs.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import bisect
import calendar
import hashlib
import hmac
import io
import json
import os
import re
import stat
import struct
import sys
import time
import unicodedata
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

if TYPE_CHECKING:  # only to be read: Python 3.8 cannot build these types
    from collections.abc import Callable, Iterable, Iterator

    Add = Callable[[str, str], None]  # notes a finding: place, reason

# ---------------------------------------------------------------------------------------------------------------------
# 1. Words
# ---------------------------------------------------------------------------------------------------------------------

REASONS = {
    "zip.form": ("不是由普通存储条目组成的 ZIP 文件", "not a ZIP of plain stored entries"),
    "zip.crc": ("条目的校验和不符", "the checksum of the entry differs"),
    "zip.name": ("条目名称不合规", "the name of the entry is not acceptable"),
    "zip.kind": ("条目不是普通文件", "the entry is not a regular file"),
    "zip.size": ("文件过大或条目过多", "too large, or too many entries"),
    "bag.form": ("不是 BagIt 清单应有的格式", "not the form of a bag's file"),
    "bag.missing": ("应有而没有", "listed, or demanded, and not there"),
    "bag.unlisted": ("清单中没有列出", "not listed in the manifest"),
    "bag.hash": ("内容与清单的散列值不符", "the content does not have the listed hash"),
    "json.form": ("不是规范 JSON", "not canonical JSON"),
    "dossier.form": ("卷宗说明的格式不符", "the dossier's description does not have its form"),
    "dossier.files": ("与卷宗的文件表不符", "not as the dossier's table of files says"),
    "leaf.form": ("不是日志记录应有的格式", "not the form of a leaf"),
    "leaf.object": ("记录的不是标准的事件", "the leaf is not about a standard"),
    "leaf.sequence": ("序号与文件名不符", "the sequence number is not that of the name"),
    "events.gap": ("事件缺失", "an event is left out"),
    "events.surplus": ("多余的文件", "more than the events there are"),
    "proof.missing": ("没有存在证明", "the proof is missing"),
    "key.form": ("不是该日志的公钥", "not the key of this log"),
    "policy.form": ("不是信任策略文本", "not a trust policy"),
    "policy.hash": ("信任策略不是所称的那一份", "not the trust policy that was named"),
    "key.policy": ("信任策略不含此日志公钥", "the policy does not trust this log's key"),
    "key.collision": ("两把不同的公钥名称和编号相同", "two keys share one name and id"),
    "checkpoint.form": ("不是日志检查点", "not a checkpoint"),
    "checkpoint.head": ("检查点的日志或大小与卷宗说明不符", "the checkpoint's log or size is not the dossier's"),
    "checkpoint.signature": ("没有日志公钥的有效签名", "no valid signature by the log's key"),
    "checkpoint.quorum": ("联署尚未达到信任策略的要求", "the policy's quorum has not cosigned yet"),
    "cosignature.signature": ("见证方的联署无效", "a witness's cosignature does not hold"),
    "cosignature.time": ("联署时间不可能", "a witness's time is impossible"),
    "proof.form": ("不是存在证明应有的格式", "not the form of a proof"),
    "proof.index": ("证明的位置与记录不符", "the proof is for another index"),
    "proof.log": ("不属于卷宗所列日志", "of another log"),
    "proof.checkpoint": ("证明所附检查点与卷宗不同", "the proof's checkpoint is not the dossier's"),
    "proof.path": ("证明不能从记录推到根", "the proof does not lead from the leaf to the root"),
    "seal.form": ("不是封卷事件", "not a seal"),
    "seal.other": ("封卷事件说的不是本卷宗", "the seal is about another dossier"),
    "seal.order": ("封卷之后仍有事件", "an event stands behind the seal"),
    "order.index": ("日志位置的顺序不符", "the places in the log are out of order"),
    "order.time": ("时间倒退", "time goes back"),
    "order.state": ("状态与前一事件不衔接", "the state does not follow from the event before"),
    "opening.form": ("不是可核验的原值文件", "not openings of an event"),
    "opening.field": ("该事件没有这一承诺", "the event has no such commitment"),
    "opening.value": ("原值与承诺不符", "the value is not what the event commits to"),
    "opening.profile": ("公开版不得含原值", "a public dossier holds no openings"),
    "statement.hash": ("签署文字与事件不符", "not the words that the event says were signed"),
    "statement.missing": ("缺少签署文字", "the signed words are missing"),
    "assertion.form": ("不是签名断言应有的格式", "not the form of an assertion"),
    "assertion.statement": ("断言签的不是这段文字", "the assertion is over other words"),
    "assertion.signature": ("断言的签名无效", "the assertion's signature does not hold"),
    "text.hash": ("没有事件提到这份文本", "no event tells this text"),
    "paper.hash": ("没有事件提到这份材料，或内容与名称不符", "no event tells this paper, or its name is not its hash"),
    "paper.missing": ("缺少材料", "the paper is missing"),
    "law.form": ("不是程序表或规则集应有的格式", "not the form of the table or the rule sets"),
    "law.act": ("程序表中没有这一行为", "the table has no such act"),
    "law.source": ("不能从当时的状态实施", "not possible from where things stood"),
    "law.target": ("结果状态不符", "does not lead where it led"),
    "law.signature": ("应签署而未签署", "signed by nobody though it must be"),
    "law.system": ("由不得实施者实施", "taken by whom it cannot be taken by"),
    "law.release": ("发布时有地区未就该文本确认", "released without a region's approval of this text"),
    "law.number": ("发布时编号未经预留和使用", "released without the number reserved before and used after"),
}
UNFORESEEN = ("无法核验", "cannot be verified")
VERDICTS = {
    "valid": ("有效", "valid"),
    "pending": ("待联署", "pending cosignatures"),
    "rejected": ("不予采信", "rejected"),
}


class Malformed(Exception):
    """These bytes do not have the form they must have."""


def demand(holds: bool) -> None:
    """Refuse the bytes at hand unless this holds."""
    if not holds:
        raise Malformed


# ---------------------------------------------------------------------------------------------------------------------
# 2. Container: a ZIP read strictly, or a folder
# ---------------------------------------------------------------------------------------------------------------------

CHUNK = 1 << 20
MAX_ZIP, TOO_MANY = 1 << 32, 0xFFFF
END, CENTRAL, LOCAL = struct.Struct("<4s4H2IH"), struct.Struct("<4s6H3I5H2I"), struct.Struct("<4s5H3I2H")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
MAX_NAME = 255


class Entry(NamedTuple):
    """One entry of the ZIP as its central header tells it, and where its bytes begin."""

    raw: bytes
    flags: int
    crc: int
    size: int
    start: int
    attributes: int

    @property
    def name(self) -> str:
        return self.raw.decode("utf-8", "replace")


class Box:
    """Named bytes, whichever way they came: all that the stages see. `top` is a ZIP's top folder; a folder has none."""

    def __init__(self, top: str | None) -> None:
        self.top = top
        self.openers: dict[str, Callable[[], Iterator[bytes]]] = {}
        self.digests: dict[str, tuple[str, int]] = {}

    def __contains__(self, path: str) -> bool:
        return path in self.openers

    def paths(self, under: str = "") -> list[str]:
        return sorted(path for path in self.openers if path.startswith(under))

    def read(self, path: str) -> bytes:
        return b"".join(self.openers[path]())

    def measured(self, path: str) -> tuple[str, int]:
        """SHA-256 and size; big files pass through in pieces."""
        if path not in self.digests:
            digest, size = hashlib.sha256(), 0
            for piece in self.openers[path]():
                digest.update(piece)
                size += len(piece)
            self.digests[path] = (digest.hexdigest(), size)
        return self.digests[path]

    def sha256(self, path: str) -> str:
        return self.measured(path)[0]


def is_safe(path: str) -> bool:
    """A relative path that means the same on every system."""
    parts = path.split("/")
    plain = path.isascii() or unicodedata.normalize("NFC", path) == path
    return plain and not CONTROL.search(path) and "\\" not in path and not {"", ".", ".."} & set(parts)


def folded(name: str) -> str:
    """Names that some file systems take for one."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).upper().lower())


def open_zip(stream: BinaryIO, add: Add) -> Box:
    """The box of a ZIP; what is wrong with it is added."""
    length = stream.seek(0, io.SEEK_END)
    end = _at(stream, max(0, length - END.size), END.size)
    counted = len(end) == END.size and end[:4] == b"PK\x05\x06" and END.unpack(end)[4] == TOO_MANY
    if length > MAX_ZIP or counted:
        add("zip", "zip.size")
        return Box("")
    try:
        entries = _entries(stream, length, end)
    except (Malformed, struct.error):
        add("zip", "zip.form")
        return Box("")
    box = Box(entries[0].name.split("/")[0])
    _judge_names(entries, box.top or "", add)
    for entry in entries:
        if _kind(entry.attributes) not in (0, stat.S_IFREG) or entry.attributes & 0x18:
            add(entry.name, "zip.kind")
        path = entry.name[len(box.top or "") + 1 :]
        box.openers[path] = _pieces_of(stream, entry)
        if _crc_and_digest(box, path) != entry.crc:
            add(entry.name, "zip.crc")
    return box


def _at(stream: BinaryIO, offset: int, size: int) -> bytes:
    stream.seek(offset)
    return stream.read(size)


def _entries(stream: BinaryIO, length: int, end: bytes) -> list[Entry]:
    """End record, central directory and local headers, which must agree and leave no byte between them."""
    magic, disk, first, here, count, size, start, comment = END.unpack(end)
    demand(magic == b"PK\x05\x06" and (disk, first, comment) == (0, 0, 0) and here == count > 0)
    demand(start + size == length - END.size)
    directory, at, offset = _at(stream, start, size), 0, 0
    entries = []
    for _ in range(count):
        fields = CENTRAL.unpack_from(directory, at)
        name = directory[at + CENTRAL.size : at + CENTRAL.size + fields[10]]
        entries.append(_entry(stream, fields, name, offset))
        at += CENTRAL.size + fields[10]
        offset = entries[-1].start + entries[-1].size
    demand(at == size and offset == start)
    return entries


def _entry(stream: BinaryIO, fields: tuple[Any, ...], name: bytes, offset: int) -> Entry:
    magic, _, _, flags, method, hour, day, crc, packed, full, named, extra, note, disk, _, attributes, place = fields
    demand(magic == b"PK\x01\x02" and (method, extra, note, disk) == (0, 0, 0, 0) and flags in (0, 0x800))
    demand(packed == full and place == offset and len(name) == named)
    local = LOCAL.unpack(_at(stream, offset, LOCAL.size))
    demand(local[0] == b"PK\x03\x04" and local[2:] == (flags, method, hour, day, crc, packed, full, named, 0))
    demand(stream.read(named) == name)
    return Entry(name, flags, crc, full, offset + LOCAL.size + named, attributes)


def _pieces_of(stream: BinaryIO, entry: Entry) -> Callable[[], Iterator[bytes]]:
    def pieces() -> Iterator[bytes]:
        for done in range(0, entry.size, CHUNK):
            yield _at(stream, entry.start + done, min(CHUNK, entry.size - done))

    return pieces


def _crc_and_digest(box: Box, path: str) -> int:
    """CRC-32, with the SHA-256 kept on the way."""
    crc, size, digest = 0, 0, hashlib.sha256()
    for piece in box.openers[path]():
        crc, size = binascii.crc32(piece, crc), size + len(piece)
        digest.update(piece)
    box.digests[path] = (digest.hexdigest(), size)
    return crc


def _kind(attributes: int) -> int:
    return attributes >> 16 & 0o170000


def _judge_names(entries: list[Entry], top: str, add: Add) -> None:
    keys = sorted(folded(entry.name) for entry in entries)
    seen = set()
    for entry in entries:
        name, key = entry.name, folded(entry.name)
        told = entry.raw.isascii() or (entry.flags == 0x800 and name.encode() == entry.raw)
        fits = len(entry.raw) <= MAX_NAME and name.startswith(top + "/") and is_safe(name)
        if not (told and fits) or key in seen or _is_folder(key, keys):
            add(name, "zip.name")
        seen.add(key)


def _is_folder(key: str, keys: list[str]) -> bool:
    """Whether one of the sorted names stands below this one."""
    after = bisect.bisect_left(keys, key + "/")
    return after < len(keys) and keys[after].startswith(key + "/")


def open_folder(root: str, add: Add) -> Box:
    """The box of an unpacked dossier. Links are not followed."""
    box, waiting = Box(None), [""]
    while waiting:
        folder = waiting.pop()
        with os.scandir(os.path.join(os.fsencode(root), os.fsencode(folder))) as found:
            for item in found:
                name = folder + "/" * bool(folder) + os.fsdecode(item.name)
                path = os.fsencode(name).decode("utf-8", "replace")
                if item.is_dir(follow_symlinks=False):
                    waiting.append(name)
                elif not item.is_file(follow_symlinks=False):
                    add(path, "zip.kind")
                else:
                    box.openers[path] = _pieces_in(os.path.join(os.fsencode(root), os.fsencode(name)))
                    if path.encode() != os.fsencode(name) or len(path.encode()) > MAX_NAME or not is_safe(path):
                        add(path, "zip.name")
    return box


def _pieces_in(file: bytes) -> Callable[[], Iterator[bytes]]:
    def pieces() -> Iterator[bytes]:
        with open(file, "rb") as stream:
            while True:
                piece = stream.read(CHUNK)
                if not piece:
                    return
                yield piece

    return pieces


# ---------------------------------------------------------------------------------------------------------------------
# 3. Canonical JSON, base64, types
# ---------------------------------------------------------------------------------------------------------------------

LARGEST, DEEPEST = 2**53 - 1, 64
KEY = re.compile(r"[a-z0-9_]{1,32}\Z")
HASH = re.compile(r"[0-9a-f]{64}\Z")


def canonical(raw: bytes) -> Any:
    """The value of canonical JSON: it is read leniently, written strictly, and must come out as it went in."""
    try:
        value = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_members, parse_int=_integer, parse_float=_no, parse_constant=_no
        )
        demand(raw.count(b"[") + raw.count(b"{") <= DEEPEST or not _is_deep(value))
        written = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        demand(written.encode("utf-8") == raw)
    except (ValueError, RecursionError) as broken:
        raise Malformed from broken
    return value


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    for key, _ in pairs:
        demand(KEY.match(key) is not None)
    return dict(pairs)


def _integer(digits: str) -> int:
    demand(len(digits) <= 17)  # before the number is made: a million digits would take a minute
    number = int(digits)
    demand(abs(number) <= LARGEST)
    return number


def _no(_: str) -> Any:
    raise Malformed


def _is_deep(value: Any) -> bool:
    level = [value]
    for _ in range(DEEPEST + 1):
        level = [
            inner
            for outer in level
            if isinstance(outer, (list, dict))
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return bool(level)


def unbase64(text: str) -> bytes:
    """Base64 in its one spelling."""
    try:
        raw = base64.b64decode(text, validate=True)
        demand(base64.b64encode(raw) == text.encode())
    except ValueError as broken:
        raise Malformed from broken
    return raw


def is_int(value: Any, least: int | None = None) -> bool:
    return type(value) is int and (least is None or value >= least)


def is_text(value: Any) -> bool:
    return isinstance(value, str)


def is_hash(value: Any) -> bool:
    return isinstance(value, str) and HASH.match(value) is not None


def is_object(value: Any) -> bool:
    return isinstance(value, dict)


def is_list_of(value: Any, kind: Callable[[Any], bool]) -> bool:
    return isinstance(value, list) and all(kind(item) for item in value)


def or_null(kind: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or kind(value)


def has_form(value: Any, form: dict[str, Callable[[Any], bool]]) -> bool:
    """Exactly these members, each of its type."""
    return isinstance(value, dict) and value.keys() == form.keys() and all(form[name](value[name]) for name in form)


def within(value: Any, *keys: Any) -> Any:
    """A member inside of members; null where anything on the way is no object or not there."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) and isinstance(key, str) else None
    return value


# ---------------------------------------------------------------------------------------------------------------------
# 4. Curves: Ed25519 (RFC 8032) and ECDSA on P-256 (FIPS 186-5), verification only
# ---------------------------------------------------------------------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def _decompress(raw: bytes) -> tuple[int, int] | None:
    """The point of these 32 bytes, if they are the one spelling of a point."""
    number = int.from_bytes(raw, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    if len(raw) != 32 or y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    return (P - x if x & 1 != sign else x), y


def _extended(point: tuple[int, int]) -> tuple[int, int, int, int]:
    x, y = point
    return x, y, 1, x * y % P


def _sum(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """RFC 8032, 5.1.4: complete, so it doubles as well."""
    low, high = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = high - low, d - c, d + c, high + low
    return e * f % P, g * h % P, f * g % P, e * h % P


def _compress(point: tuple[int, int, int, int]) -> bytes:
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


NEUTRAL = (0, 1, 1, 0)
BASE = _extended(_decompress(bytes([0x58]) + b"\x66" * 31) or (0, 0))


def _eight() -> frozenset[bytes]:
    """The points of small order: the multiples of one of order eight."""
    eighth = bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")
    step = _extended(_decompress(eighth) or (0, 1))
    found, at = set(), NEUTRAL
    for _ in range(8):
        found.add(_compress(at))
        at = _sum(at, step)
    return frozenset(found)


SMALL = _eight()


def ed25519(public: bytes, message: bytes, signature: bytes) -> bool:
    """Does the signature hold? Without cofactor, S < L, no point of small order, R compared as bytes."""
    key = None if public in SMALL else _decompress(public)
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    if key is None or len(signature) != 64 or s >= L or r in SMALL:
        return False
    k = int.from_bytes(hashlib.sha512(r + public + message).digest(), "little") % L
    minus = _extended((P - key[0], key[1]))
    both = _sum(BASE, minus)
    found = NEUTRAL
    for bit in range(252, -1, -1):  # S·B − k·A, bit by bit of both at once
        found = _sum(found, found)
        which = (s >> bit & 1) + 2 * (k >> bit & 1)
        if which:
            found = _sum(found, (BASE, minus, both)[which - 1])
    return _compress(found) == r


Q = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B256 = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G256 = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
    1,
)


def _doubled(a: tuple[int, int, int]) -> tuple[int, int, int]:
    """Points of P-256 are (x·z², y·z³, z); z = 0 is the point at infinity."""
    x, y, z = a
    delta, gamma = z * z % Q, y * y % Q
    beta, alpha = x * gamma % Q, 3 * (x - delta) * (x + delta) % Q
    left = (alpha * alpha - 8 * beta) % Q
    return left, (alpha * (4 * beta - left) - 8 * gamma * gamma) % Q, ((y + z) ** 2 - gamma - delta) % Q


def _plus(a: tuple[int, int, int], b: tuple[int, int, int]) -> tuple[int, int, int]:
    if a[2] == 0 or b[2] == 0:
        return a if b[2] == 0 else b
    square, other = a[2] * a[2] % Q, b[2] * b[2] % Q
    u, s = a[0] * other % Q, a[1] * other * b[2] % Q
    h, r = (b[0] * square - u) % Q, (b[1] * square * a[2] - s) % Q
    if h == 0:
        return _doubled(a) if r == 0 else (1, 1, 0)
    cube, v = h * h * h % Q, u * h * h % Q
    x = (r * r - cube - 2 * v) % Q
    return x, (r * (v - x) - s * cube) % Q, h * a[2] * b[2] % Q


def is_on_p256(x: int, y: int) -> bool:
    return x < Q and y < Q and (y * y - x * x * x + 3 * x - B256) % Q == 0


def ecdsa(x: int, y: int, message: bytes, signature: bytes) -> bool:
    """Does the DER signature over SHA-256 hold under this point of the curve?"""
    try:
        r, s = _der(signature)
    except Malformed:
        return False
    if not (0 < r < N and 0 < s < N):
        return False
    inverse = pow(s, -1, N)
    u = int.from_bytes(hashlib.sha256(message).digest(), "big") * inverse % N
    v = r * inverse % N
    points = (G256, (x, y, 1), _plus(G256, (x, y, 1)))
    found = (1, 1, 0)
    for bit in range(255, -1, -1):  # u·G + v·key, bit by bit of both at once
        found = _doubled(found)
        which = (u >> bit & 1) + 2 * (v >> bit & 1)
        if which:
            found = _plus(found, points[which - 1])
    return found[2] != 0 and found[0] * pow(found[2], -2, Q) % Q % N == r


def _der(signature: bytes) -> tuple[int, int]:
    """Two integers in strict DER."""
    demand(8 <= len(signature) <= 72 and signature[0] == 0x30 and signature[1] == len(signature) - 2)
    numbers, rest = [], signature[2:]
    for _ in range(2):
        demand(len(rest) >= 3 and rest[0] == 2 and 1 <= rest[1] <= len(rest) - 2)
        digits, rest = rest[2 : 2 + rest[1]], rest[2 + rest[1] :]
        demand(digits[0] < 0x80 and not (len(digits) > 1 and digits[0] == 0 and digits[1] < 0x80))
        numbers.append(int.from_bytes(digits, "big"))
    demand(rest == b"")
    return numbers[0], numbers[1]


# ---------------------------------------------------------------------------------------------------------------------
# 5. The tree (RFC 6962)
# ---------------------------------------------------------------------------------------------------------------------


def leaf_hash(leaf: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def leads(leaf: bytes, index: int, size: int, path: list[bytes], root: bytes) -> bool:
    """RFC 9162, 2.1.3.2: does the path lead from the leaf's hash to the root of the tree of this size?"""
    if index >= size:
        return False
    at, last, found = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(sibling, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


# ---------------------------------------------------------------------------------------------------------------------
# 6. Keys, notes, policies (C2SP)
# ---------------------------------------------------------------------------------------------------------------------

LOG_KEY, WITNESS_KEY = 1, 4
MAX_SIZE, MAX_LINES = 2**63 - 1, 32
DAY = 86_400_000_000  # microseconds
NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,18})\Z")
VKEY = re.compile(r"([!-*,-~]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})\Z")
WHITE = "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
LINE = re.compile(f"\u2014 ([^+{WHITE}]+) ([A-Za-z0-9+/]+={{0,2}})\\Z")


class Key(NamedTuple):
    """A public key as notes name it."""

    name: str
    id: bytes
    kind: int
    public: bytes


class Line(NamedTuple):
    """A signature line: whose it says it is, and the bytes behind the key's id."""

    name: str
    id: bytes
    signature: bytes


class Note(NamedTuple):
    """A checkpoint: what is signed, what it says, and the lines below."""

    text: bytes
    origin: str
    size: int
    root: bytes
    lines: list[Line]


class Policy(NamedTuple):
    """Whose signatures count, and how many of whom."""

    logs: list[Key]
    witnesses: dict[str, Key]
    groups: list[tuple[str, int, list[str]]]
    quorum: str

    def is_met(self, cosigners: set[str]) -> bool:
        met = {"none"} | cosigners
        for name, least, members in self.groups:
            if sum(member in met for member in members) >= least:
                met.add(name)
        return self.quorum in met


def number(text: str) -> int:
    """A count of at most 63 bits."""
    demand(NUMBER.match(text) is not None and int(text) <= MAX_SIZE)
    return int(text)


def read_vkey(text: str, kind: int) -> Key:
    match = VKEY.match(text)
    demand(match is not None)
    name, told, material = match.groups() if match else ("", "", "")
    raw = unbase64(material)
    key_id = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
    demand(len(raw) == 33 and raw[0] == kind and key_id.hex() == told)
    return Key(name, key_id, kind, raw[1:])


def utf8(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as broken:
        raise Malformed from broken


def read_checkpoint(raw: bytes) -> Note:
    """A note whose text is origin, size and root and nothing more. Nothing is verified yet."""
    text = utf8(raw)
    demand(not re.search("[\x00-\x09\x0b-\x1f]", text))
    head, blank, tail = text.partition("\n\n")
    parts, lines = head.split("\n"), tail.split("\n")
    demand(bool(blank) and len(parts) == 3 and parts[0] != "" and lines.pop() == "" and 1 <= len(lines) <= MAX_LINES)
    root = unbase64(parts[2])
    demand(len(root) == 32)
    return Note(f"{head}\n".encode(), parts[0], number(parts[1]), root, [_read_line(line) for line in lines])


def _read_line(line: str) -> Line:
    match = LINE.match(line)
    demand(match is not None)
    name, blob = match.groups() if match else ("", "")
    raw = unbase64(blob)
    demand(len(raw) >= 5)
    return Line(name, raw[:4], raw[4:])


def cosigned_at(note: Note, key: Key, signature: bytes) -> int | None:
    """The second at which this witness cosigned; none if the cosignature does not hold."""
    if len(signature) != 72:
        return None
    at = int.from_bytes(signature[:8], "big")
    message = b"cosignature/v1\ntime %d\n" % at + note.text
    return at if at <= MAX_SIZE and ed25519(key.public, message, signature[8:]) else None


def read_policy(raw: bytes) -> Policy:
    """Lines `log`, `witness`, `group`, `quorum`; each name is known before it is used."""
    text = utf8(raw)
    demand(text.endswith("\n") and not re.search("[\x00-\x08\x0b-\x1f\x7f]", text))
    policy, quorums = Policy([], {}, [], ""), []
    for line in text.split("\n"):
        words = re.split("[ \t]+", line.strip(" \t"))
        known = {"none", *policy.witnesses, *(name for name, _, _ in policy.groups)}
        if words[0] == "log":
            _add_log(policy, words)
        elif words[0] == "witness":
            _add_witness(policy, known, words)
        elif words[0] == "group":
            _add_group(policy, known, words)
        elif words[0] == "quorum":
            demand(len(words) == 2 and words[1] in known)
            quorums.append(words[1])
        else:
            demand(words[0][:1] in ("", "#"))
    demand(len(quorums) == 1)
    return policy._replace(quorum=quorums[0])


def _add_log(policy: Policy, words: list[str]) -> None:
    demand(len(words) in (2, 3))
    key = read_vkey(words[1], LOG_KEY)
    demand(key not in policy.logs)
    policy.logs.append(key)


def _add_witness(policy: Policy, known: set[str], words: list[str]) -> None:
    demand(len(words) in (3, 4) and words[1] not in known)
    key = read_vkey(words[2], WITNESS_KEY)
    demand(key.public not in {other.public for other in policy.witnesses.values()})
    policy.witnesses[words[1]] = key


def _add_group(policy: Policy, known: set[str], words: list[str]) -> None:
    demand(len(words) >= 4 and words[1] not in known)
    name, count, members = words[1], words[2], words[3:]
    used = {member for _, _, others in policy.groups for member in others}
    demand(len(set(members)) == len(members) and set(members) <= known - used - {"none"})
    counts = {"any": 1, "all": len(members)}
    demand(count in counts or re.match(r"[1-9][0-9]{0,8}\Z", count) is not None)
    least = counts[count] if count in counts else int(count)
    demand(least <= len(members))
    policy.groups.append((name, least, members))


# ---------------------------------------------------------------------------------------------------------------------
# 7. The case, and its leaves
# ---------------------------------------------------------------------------------------------------------------------

INSTANT = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\.([0-9]{6})Z\Z")
NAMED = re.compile(r"([0-9]{6}|[1-9][0-9]{6,})\Z")


class Leaf(NamedTuple):
    """A leaf of the log as it lies in the dossier."""

    path: str
    hash: bytes
    value: dict[str, Any]

    @property
    def proof(self) -> str:
        return self.path[: -len("leaf")] + "tlog-proof"


class Case:
    """What is known so far: each stage adds what it has made sure of."""

    def __init__(self, box: Box, trusted: str | None, now: int) -> None:
        self.box, self.trusted, self.now = box, trusted, now
        self.dossier: dict[str, Any] = {}
        self.values: dict[str, Any] = {}  # canonical JSON by path
        self.events: dict[int, Leaf] = {}
        self.context: list[Leaf] = []
        self.seal = Leaf("data/seal.leaf", b"", {})
        self.keys: dict[str, Key] = {}  # by origin
        self.policy = Policy([], {}, [], "none")
        self.checkpoints: dict[str, tuple[bytes, Note]] = {}  # by origin
        self.cosigners: dict[str, dict[str, int]] = {}  # by origin: witness -> newest second

    def leaves(self) -> list[Leaf]:
        return [*(self.events[n] for n in sorted(self.events)), *self.context, self.seal]

    def event_of(self, path: str, folder: str, ending: str) -> Leaf | None:
        """The event that a file in a folder belongs to by its name."""
        name = path[len(folder) : -len(ending)]
        fits = path.startswith(folder) and path.endswith(ending) and NAMED.match(name)
        return self.events.get(int(name)) if fits and len(name) < 9 else None


def microseconds(ts: str) -> int:
    """Since 1970. Refuses what is no real instant."""
    match = INSTANT.match(ts)
    demand(match is not None)
    year, month, day, hour, minute, second, micro = map(int, match.groups() if match else ())
    demand(year >= 1970 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1])
    demand(hour < 24 and minute < 60 and second < 60)
    return calendar.timegm((year, month, day, hour, minute, second)) * 1_000_000 + micro


def is_instant(value: Any) -> bool:
    try:
        return isinstance(value, str) and microseconds(value) >= 0
    except Malformed:
        return False


LEAF_FORM: dict[str, Callable[[Any], bool]] = {
    "v": lambda value: is_int(value) and value == 1,
    "log": is_text,
    "idx": lambda value: is_int(value, 0),
    "ts": is_instant,
    "obj": is_text,
    "seq": lambda value: is_int(value, 1),
    "act": is_text,
    "region": or_null(is_text),
    "seat": or_null(is_int),
    "actor": or_null(is_int),
    "obo": or_null(is_int),
    "from": is_object,
    "to": is_object,
    "facts": is_object,
    "commit": lambda value: is_object(value) and all(is_hash(item) for item in value.values()),
    "text": or_null(is_hash),
    "rules": or_null(is_int),
    "stmt": or_null(is_hash),
    "cer": or_null(is_text),
    "req": or_null(is_hash),
    "files": lambda value: is_list_of(value, is_hash),
}
HELD_FORM = {**LEAF_FORM, "clk": lambda value: value == "held"}
MAX_LEAF = 16_384


def read_leaf(case: Case, path: str) -> Leaf:
    raw = case.box.read(path)
    demand(len(raw) <= MAX_LEAF)
    value = canonical(raw)
    demand(has_form(value, LEAF_FORM) or has_form(value, HELD_FORM))
    return Leaf(path, leaf_hash(raw), value)


# ---------------------------------------------------------------------------------------------------------------------
# 8. The stages
# ---------------------------------------------------------------------------------------------------------------------

BAG_FILES = ("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt")
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
LISTED = re.compile(r"([0-9a-f]{64})  (.+)\Z", re.DOTALL)


def stage_bag(case: Case, add: Add) -> None:
    """The bag is whole: every file is listed with its hash, and every listed file is there."""
    box = case.box
    for path in (*BAG_FILES, "data/dossier.json"):
        if path not in box:
            add(path, "bag.missing")
    if "bagit.txt" in box and box.read("bagit.txt") != BAGIT:
        add("bagit.txt", "bag.form")
    for name in BAG_FILES[2:]:
        if name in box:
            try:
                listed = _manifest(box.read(name), name)
            except Malformed:
                add(name, "bag.form")
            else:
                _judge_manifest(box, name, listed, add)


def _manifest(raw: bytes, name: str) -> dict[str, str]:
    lines = utf8(raw).split("\n")
    demand(lines.pop() == "")
    listed: dict[str, str] = {}
    for line in lines:
        match = LISTED.match(line)
        demand(match is not None)
        digest, path = match.groups() if match else ("", "")
        demand(is_safe(path) and "%" not in path and len(path.encode()) <= MAX_NAME and path not in listed)
        demand(path != name and path.startswith("data/") == (name == BAG_FILES[2]))
        listed[path] = digest
    return listed


def _judge_manifest(box: Box, name: str, listed: dict[str, str], add: Add) -> None:
    payload = name == BAG_FILES[2]
    for path in box.paths():
        if path.startswith("data/") == payload and path not in listed and path != BAG_FILES[3]:
            add(path, "bag.unlisted")
    for path, digest in listed.items():
        if path not in box:
            add(path, "bag.missing")
        elif box.sha256(path) != digest:
            add(path, "bag.hash")


FOLDERS = {
    *(
        "events",
        "context",
        "logs",
        "keys",
        "openings",
        "statements",
        "texts",
        "papers",
        "law",
        "forms",
        "views",
        "archive",
    )
}
SINGLE = {"data/dossier.json", "data/policy", "data/seal.leaf", "data/seal.tlog-proof", "data/names.json"}
ALWAYS = (
    "data/policy",
    "data/seal.leaf",
    "data/names.json",
    "data/law/process.json",
    "data/law/rules.json",
    "data/law/replay.json",
)
PROFILES = ("full", "regulator", "public")
MAX_EVENTS = 32_000
LOG_FORM: dict[str, Callable[[Any], bool]] = {
    "origin": is_text,
    "size": lambda value: is_int(value, 1),
    "checkpoint": is_text,
    "key": is_text,
}
FILE_FORM: dict[str, Callable[[Any], bool]] = {
    "path": lambda value: is_text(value) and is_safe(value) and "%" not in value and len(value.encode()) <= MAX_NAME,
    "sha256": is_hash,
    "size": lambda value: is_int(value, 0),
    "kind": is_text,
    "name": is_text,
}
DOSSIER_FORM: dict[str, Callable[[Any], bool]] = {
    "format": lambda value: value == "tongbiao-dossier/1",
    "profile": lambda value: is_text(value) and value in PROFILES,
    "standard": lambda value: has_form(
        value, {"id": lambda number: is_int(number, 1), "title": is_text, "title_en": is_text}
    ),
    "events": lambda value: is_int(value, 1) and value <= MAX_EVENTS,
    "logs": lambda value: is_list_of(value, lambda log: has_form(log, LOG_FORM)) and len(value) > 0,
    "policy": is_hash,
    "files": lambda value: is_list_of(value, lambda file: has_form(file, FILE_FORM)),
}


def stage_dossier(case: Case, add: Add) -> None:
    """Every JSON file is canonical, and `dossier.json` tells every other file."""
    for path in case.box.paths("data/"):
        if path.endswith(".json") and not path.startswith(("data/views/", "data/archive/")):
            try:
                case.values[path] = canonical(case.box.read(path))
            except Malformed:
                add(path, "json.form")
    if "data/dossier.json" not in case.values:
        return
    dossier = case.values["data/dossier.json"]
    if not _is_dossier(dossier, case.box.top):
        add("data/dossier.json", "dossier.form")
        return
    case.dossier = dossier
    _judge_files(case, add)


def _is_dossier(dossier: Any, top: str | None) -> bool:
    if not has_form(dossier, DOSSIER_FORM):
        return False
    origins, paths = [log["origin"] for log in dossier["logs"]], [file["path"] for file in dossier["files"]]
    numbered = all(
        (log["checkpoint"], log["key"]) == (f"data/logs/{n:02}.checkpoint", f"data/keys/{n:02}.vkey")
        for n, log in enumerate(dossier["logs"], 1)
    )
    named = top is None or re.match(rf"dossier-{dossier['standard']['id']}-[0-9a-f]{{8}}\Z", top) is not None
    return numbered and named and all(_is_sorted(names) for names in (origins, paths))


def _is_sorted(names: list[str]) -> bool:
    return names == sorted(set(names))


def _judge_files(case: Case, add: Add) -> None:
    box, dossier = case.box, case.dossier
    table = {file["path"]: file for file in dossier["files"]}
    own = {path for log in dossier["logs"] for path in (log["checkpoint"], log["key"])}
    there = {path for path in box.paths("data/") if path != "data/dossier.json"}
    for path in (there ^ table.keys()) | ({*ALWAYS, *own} - there):
        add(path, "dossier.files")
    for path in there & table.keys():
        file, (digest, size), folder = table[path], box.measured(path), path.split("/")[1]
        kind = folder if path.count("/") > 1 else ""
        known = folder in FOLDERS if kind else path in SINGLE
        named = file["name"] == "" or kind == "papers"
        strays = kind in ("logs", "keys") and path not in own
        if (file["sha256"], file["size"], file["kind"]) != (digest, size, kind) or not known or not named or strays:
            add(path, "dossier.files")


def stage_leaves(case: Case, add: Add) -> None:
    """Every event is there, whole and in its place; every leaf has a proof."""
    last, about = case.dossier["events"], f"standard/{case.dossier['standard']['id']}"
    for path in case.box.paths("data/events/"):
        if not _is_of_a_leaf(case, path, "data/events/", last):
            add(path, "events.surplus")
    for sequence in range(1, last + 1):
        path = f"data/events/{sequence:06}.leaf"
        if path not in case.box:
            add(path, "events.gap")
            continue
        for leaf in _judged_leaf(case, path, add):
            case.events[sequence] = leaf
            if leaf.value["obj"] != about:
                add(path, "leaf.object")
            if leaf.value["seq"] != sequence:
                add(path, "leaf.sequence")
    _judge_context(case, add)
    for leaf in _judged_leaf(case, case.seal.path, add):
        case.seal = leaf


def _judge_context(case: Case, add: Add) -> None:
    for path in case.box.paths("data/context/"):
        if not _is_of_a_leaf(case, path, "data/context/", None):
            add(path, "events.surplus")
        elif path.endswith(".leaf"):
            case.context += _judged_leaf(case, path, add)


def _is_of_a_leaf(case: Case, path: str, folder: str, last: int | None) -> bool:
    """A leaf, or the proof of a leaf that is there, with a number that may be."""
    name, dot, ending = path[len(folder) :].partition(".")
    if dot + ending not in (".leaf", ".tlog-proof") or not NAMED.match(name) or len(name) > 9:
        return False
    fits = int(name) >= 1 and (last is None or int(name) <= last)
    return fits and f"{folder}{name}.leaf" in case.box


def _judged_leaf(case: Case, path: str, add: Add) -> list[Leaf]:
    """The leaf, or none if it has no form."""
    if path[: -len("leaf")] + "tlog-proof" not in case.box:
        add(path[: -len("leaf")] + "tlog-proof", "proof.missing")
    try:
        return [read_leaf(case, path)]
    except Malformed:
        add(path, "leaf.form")
        return []


def stage_keys(case: Case, add: Add) -> None:
    """The logs' keys and the policy are what they say, and the policy is the one that was named."""
    for log in case.dossier["logs"]:
        try:
            text = utf8(case.box.read(log["key"]))
            demand(text.endswith("\n"))
            key = read_vkey(text[:-1], LOG_KEY)
            demand(key.name == log["origin"])
            case.keys[log["origin"]] = key
        except Malformed:
            add(log["key"], "key.form")
    digest = case.box.sha256("data/policy")
    named = (case.dossier["policy"], case.seal.value["facts"].get("policy"), case.trusted or digest)
    if any(name != digest for name in named):
        add("data/policy", "policy.hash")
    try:
        case.policy = read_policy(case.box.read("data/policy"))
    except Malformed:
        add("data/policy", "policy.form")
    for log in case.dossier["logs"]:
        trusted = {key.public for key in case.policy.logs}
        if trusted and log["origin"] in case.keys and case.keys[log["origin"]].public not in trusted:
            add(log["key"], "key.policy")
    every = {*case.keys.values(), *case.policy.logs, *case.policy.witnesses.values()}
    if len({(key.name, key.id) for key in every}) != len(every):
        add("data/policy", "key.collision")


def stage_checkpoints(case: Case, add: Add) -> None:
    """Each log's head is signed by the log; every known cosignature on it holds."""
    newest: dict[str, int] = {}
    for leaf in case.leaves():
        origin = leaf.value["log"]
        newest[origin] = max(newest.get(origin, 0), microseconds(leaf.value["ts"]))
    for log in case.dossier["logs"]:
        path, origin = log["checkpoint"], log["origin"]
        raw = case.box.read(path)
        try:
            note = read_checkpoint(raw)
        except Malformed:
            add(path, "checkpoint.form")
            continue
        case.checkpoints[origin] = raw, note
        if (note.origin, note.size) != (origin, log["size"]):
            add(path, "checkpoint.head")
        key = case.keys[origin]
        own = [line for line in note.lines if (line.name, line.id) == (key.name, key.id)]
        if not own or not all(ed25519(key.public, note.text, line.signature) for line in own):
            add(path, "checkpoint.signature")
        case.cosigners[origin] = _cosigners(case, path, note, newest.get(origin, 0), add)


def _cosigners(case: Case, path: str, note: Note, newest: int, add: Add) -> dict[str, int]:
    """The witnesses of the policy that cosigned, with their newest second."""
    witnesses = {(key.name, key.id): (name, key) for name, key in case.policy.witnesses.items()}
    found: dict[str, int] = {}
    for line in note.lines:
        if (line.name, line.id) not in witnesses:
            continue
        name, key = witnesses[line.name, line.id]
        at = cosigned_at(note, key, line.signature)
        if at is None:
            add(path, "cosignature.signature")
        elif not newest - DAY <= at * 1_000_000 <= case.now + DAY:
            add(path, "cosignature.time")
        else:
            found[name] = max(at, found.get(name, 0))
    return found


PROOF_HEAD, MAX_HASHES = "c2sp.org/tlog-proof@v1", 63


def stage_proofs(case: Case, add: Add) -> None:
    """Every leaf stands in its log where it says."""
    for leaf in case.leaves():
        reason = _proof_reason(case, leaf)
        if reason:
            add(leaf.proof, reason)


def _proof_reason(case: Case, leaf: Leaf) -> str:
    head, blank, checkpoint = case.box.read(leaf.proof).partition(b"\n\n")
    try:
        demand(bool(blank))
        index, path = _read_proof(utf8(head))
    except Malformed:
        return "proof.form"
    log, at = leaf.value["log"], leaf.value["idx"]
    if index != at:
        return "proof.index"
    if log not in case.checkpoints or checkpoint.partition(b"\n")[0] != log.encode():
        return "proof.log"
    raw, note = case.checkpoints[log]
    if checkpoint != raw:
        return "proof.checkpoint"
    return "" if leads(leaf.hash, at, note.size, path, note.root) else "proof.path"


def _read_proof(head: str) -> tuple[int, list[bytes]]:
    lines = head.split("\n")
    demand(lines.pop(0) == PROOF_HEAD)
    if lines and lines[0].startswith("extra "):
        unbase64(lines.pop(0)[len("extra ") :])
    demand(bool(lines) and lines[0].startswith("index ") and len(lines) - 1 <= MAX_HASHES)
    hashes = [unbase64(line) for line in lines[1:]]
    demand(all(len(each) == 32 for each in hashes))
    return number(lines[0][len("index ") :]), hashes


SEAL_FACTS: dict[str, Callable[[Any], bool]] = {
    "standard": is_int,
    "last": is_int,
    "profile": is_text,
    "policy": is_text,
    "withheld": lambda value: is_list_of(value, is_text),
}


def _sealed_besides(case: Case) -> dict[str, str]:
    """What newer seals tell besides: hashes of the process table, of the verdicts and of the rule sets, one over the
    hashes of all texts and of all openings, and what the standard and whoever acted are called. Without the fact
    anything may be there."""
    box = case.box
    law = {"rows": "data/law/process.json", "replay": "data/law/replay.json", "rules": "data/law/rules.json"}
    told = {name: box.sha256(path) if path in box else "" for name, path in law.items()}
    for name, folder in (("texts", "data/texts/"), ("openings", "data/openings/")):
        listed = ",".join(f'"{digest}"' for digest in sorted(box.sha256(path) for path in box.paths(folder)))
        told[name] = hashlib.sha256(f"[{listed}]".encode()).hexdigest()
    titles = [case.dossier["standard"][name] for name in ("title", "title_en")]
    told["title"] = hashlib.sha256("\n".join(titles).encode()).hexdigest()
    return {**told, "actors": hashlib.sha256(_called(case).encode()).hexdigest()}


def _called(case: Case) -> str:
    """A line for everybody who acted, alone or for another: number, Chinese and English name, with tabs between."""
    names = within(case.values.get("data/names.json"), "persons")
    acted = {leaf.value[part] for leaf in case.events.values() for part in ("actor", "obo")} - {None}

    def name(one: int, tongue: str) -> str:
        said = within(names, str(one), tongue)
        return said if isinstance(said, str) else ""

    return "".join(f"{one}\t{name(one, 'zh')}\t{name(one, 'en')}\n" for one in sorted(acted))


def stage_order(case: Case, add: Add) -> None:
    """The seal is about this dossier and behind its last event; events follow from each other."""
    seal, top = case.seal, case.box.top
    facts, told = seal.value["facts"], case.dossier
    placed = re.match(r"dossier/[1-9][0-9]*\Z", seal.value["obj"]) and seal.value["act"] == "dossier.sealed"
    besides = _sealed_besides(case)
    odd = [name for name in besides if name in facts and not is_text(facts[name])]
    if not placed or odd or not all(name in facts and fits(facts[name]) for name, fits in SEAL_FACTS.items()):
        add(seal.path, "seal.form")
    else:
        about = (facts["standard"], facts["last"], facts["profile"])
        is_other = about != (told["standard"]["id"], told["events"], told["profile"])
        is_renamed = top is not None and top[-8:] != seal.hash.hex()[:8]
        if is_other or is_renamed or any(facts.get(name, digest) != digest for name, digest in besides.items()):
            add(seal.path, "seal.other")
    _judge_places(case, add)
    state: Any = {}
    before = ""
    for sequence in sorted(case.events):
        leaf = case.events[sequence]
        if leaf.value["ts"] < before:
            add(leaf.path, "order.time")
        if not same(leaf.value["from"], state):
            add(leaf.path, "order.state")
        state, before = leaf.value["to"], leaf.value["ts"]


def same(one: Any, other: Any) -> bool:
    """Equal as canonical JSON: true is not 1."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _judge_places(case: Case, add: Add) -> None:
    latest: dict[str, int] = {}
    taken: set[tuple[str, int]] = set()
    seal = case.seal.value
    for leaf in case.leaves():
        log, index = leaf.value["log"], leaf.value["idx"]
        if (log, index) in taken:
            add(leaf.path, "order.index")
        taken.add((log, index))
    for sequence in sorted(case.events):
        leaf = case.events[sequence]
        log, index = leaf.value["log"], leaf.value["idx"]
        if index <= latest.get(log, -1):
            add(leaf.path, "order.index")
        latest[log] = index
        if (log == seal["log"] and index > seal["idx"]) or leaf.value["ts"] > seal["ts"]:
            add(leaf.path, "seal.order")


OPENING_FORM: dict[str, Callable[[Any], bool]] = {"salt": is_hash, "value": is_text}


def stage_openings(case: Case, add: Add) -> None:
    """What is laid open is what was committed to."""
    for path in case.box.paths("data/openings/"):
        if case.dossier["profile"] == "public":
            add(path, "opening.profile")
        leaf, fields = case.event_of(path, "data/openings/", ".json"), case.values.get(path)
        if (
            leaf is None
            or not isinstance(fields, dict)
            or not all(has_form(it, OPENING_FORM) for it in fields.values())
        ):
            add(path, "opening.form")
            continue
        for field, one in fields.items():
            commitment = leaf.value["commit"].get(field)
            message = field.encode() + b"\x00" + one["value"].encode()
            if commitment is None or field == "receipt":
                add(path, "opening.field")
            elif hmac.new(bytes.fromhex(one["salt"]), message, "sha256").hexdigest() != commitment:
                add(path, "opening.value")


STATEMENTS = "data/statements/"
DIGITS = re.compile(rb"(?=([0-9a-f]{64}))")
CLIENT = re.compile(rb'\{"type":"webauthn\.get","challenge":"([A-Za-z0-9_-]*)","origin":"')
ES256 = re.compile(b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20(.{32})\x22\x58\x20(.{32})\\Z", re.DOTALL)
EDDSA = re.compile(b"\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20(.{32})\\Z", re.DOTALL)
ASSERTION_FORM: dict[str, Callable[[Any], bool]] = {
    name: is_text for name in ("client_data", "authenticator_data", "signature", "public_key")
}


def texts_told(leaves: Iterable[dict[str, Any]]) -> set[str]:
    """The hashes of the texts that events tell."""
    told = [digest for leaf in leaves for digest in (leaf["text"], leaf["facts"].get("text_hash"))]
    return {digest for digest in told if is_text(digest)}


def stage_documents(case: Case, add: Add) -> None:
    """Statements, assertions, texts and papers are those that events tell, and none is missing."""
    for path in case.box.paths(STATEMENTS):
        if path.endswith(".assertion.json"):
            _judge_assertion(case, path, add)
        else:
            leaf = case.event_of(path, STATEMENTS, ".txt")
            if leaf is None or leaf.value["stmt"] != case.box.sha256(path):
                add(path, "statement.hash")
    leaves = list(case.events.values())
    texts = texts_told(leaf.value for leaf in leaves)
    papers = {digest for leaf in leaves for digest in leaf.value["files"]}
    figures = {name for path in case.box.paths("data/texts/") for name in DIGITS.findall(case.box.read(path))}
    for path in case.box.paths("data/texts/"):
        if case.box.sha256(path) not in texts:
            add(path, "text.hash")
    for path in case.box.paths("data/papers/"):
        digest = case.box.sha256(path)
        if path != f"data/papers/{digest}" or (digest not in papers and digest.encode() not in figures):
            add(path, "paper.hash")
    if case.dossier["profile"] != "public":
        _judge_missing(case, papers, add)


def _judge_missing(case: Case, papers: set[str], add: Add) -> None:
    wanted = [(f"statements/{n:06}.txt", "statement.missing") for n, leaf in case.events.items() if leaf.value["stmt"]]
    wanted += [(f"papers/{digest}", "paper.missing") for digest in papers]
    withheld = {
        name
        for name in case.seal.value["facts"]["withheld"]
        if name not in ("statements", "papers") or not case.box.paths(f"data/{name}/")
    }
    for path, reason in wanted:
        if f"data/{path}" not in case.box and not {path, path.split("/")[0]} & withheld:
            add(f"data/{path}", reason)


def _judge_assertion(case: Case, path: str, add: Add) -> None:
    """A browser's key said yes to exactly these words."""
    leaf, value = case.event_of(path, STATEMENTS, ".assertion.json"), case.values.get(path)
    try:
        demand(leaf is not None and has_form(value, ASSERTION_FORM))
        client, data, signature, key = [unbase64(within(value, name)) for name in ASSERTION_FORM]
        challenge = CLIENT.match(client)
        demand(challenge is not None and len(data) >= 37 and bool(data[32] & 1))
        es256, eddsa = ES256.match(key), EDDSA.match(key)
        x, y = [int.from_bytes(part, "big") for part in es256.groups()] if es256 else (0, 0)
        demand(is_on_p256(x, y) if es256 else eddsa is not None)
    except Malformed:
        add(path, "assertion.form")
        return
    words = bytes.fromhex(leaf.value["stmt"] or "") if leaf else b""
    if not words or not challenge or challenge[1] != base64.urlsafe_b64encode(words).rstrip(b"="):
        add(path, "assertion.statement")
    message = data + hashlib.sha256(client).digest()
    holds = ecdsa(x, y, message, signature) if es256 else ed25519(eddsa[1] if eddsa else b"", message, signature)
    if not holds:
        add(path, "assertion.signature")


def is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def is_words(value: Any) -> bool:
    return is_list_of(value, is_text)


ROW_FORM: dict[str, Callable[[Any], bool]] = {
    "scope": is_text,
    "source": is_words,
    "target": or_null(is_text),
    "during": is_words,
    **{name: is_flag for name in ("signs", "system", "open", "back")},
}
TERM_FORM: dict[str, Callable[[Any], bool]] = {"name": is_text, "value": lambda value: True}
RULES_FORM: dict[str, Callable[[Any], bool]] = {
    "id": is_int,
    "version": is_int,
    "effective_from": is_text,
    "terms": lambda value: is_list_of(value, lambda term: has_form(term, TERM_FORM)),
}
GONE = ("declined", "withdrew", "outside")


def stage_law(case: Case, add: Add) -> None:
    """Every act was one of the table's, taken from where it may be taken, and led where it leads."""
    rows, rules = case.values["data/law/process.json"], case.values["data/law/rules.json"]
    if not is_object(rows) or not all(has_form(row, ROW_FORM) for row in rows.values()):
        add("data/law/process.json", "law.form")
    if not is_list_of(rules, lambda one: has_form(one, RULES_FORM)):
        add("data/law/rules.json", "law.form")
    elif is_object(rows) and all(has_form(row, ROW_FORM) for row in rows.values()):
        for sequence, leaf in sorted(case.events.items()):
            if leaf.value["act"] not in rows:
                add(leaf.path, "law.act")
                continue
            for reason in _unlawful(rows[leaf.value["act"]], leaf.value):
                add(leaf.path, reason)
            if leaf.value["act"] == "release":
                _judge_release(case, sequence, add)


def _unlawful(row: dict[str, Any], leaf: dict[str, Any]) -> Iterator[str]:
    """What the row forbids of this leaf."""
    before, scope = leaf["from"], row["scope"]
    region = leaf["region"] if scope == "own" else leaf["facts"].get("region")
    subject = {"joint": ("joint",), "own": ("tracks", region), "named": ("tracks", region)}.get(scope)
    misplaced = scope != "joint" and bool(row["during"]) and within(before, "joint") not in row["during"]
    if subject is not None:
        misplaced |= within(before, *subject) not in row["source"] if row["source"] else before != {}
    if misplaced:
        yield "law.source"
    if not _is_led(row, leaf, subject):
        yield "law.target"
    if row["signs"] and (leaf["stmt"] is None or leaf["cer"] is None):
        yield "law.signature"
    if (row["system"] and leaf["seat"] is not None) or (leaf["seat"] is None and not row["system"] and not row["open"]):
        yield "law.system"


def _is_led(row: dict[str, Any], leaf: dict[str, Any], subject: tuple[Any, ...] | None) -> bool:
    """Did the act lead where its row leads?"""
    before, after = leaf["from"], leaf["to"]
    if row["scope"] == "joint":
        stays = within(before, "joint") if row["target"] is None else row["target"]
        return same(within(after, "joint"), within(before, "stood_at") if row["back"] else stays)
    if not same(within(after, "joint"), within(before, "joint")):
        return False
    if subject is None:
        return True
    stays = within(before, *subject) if row["target"] is None else row["target"]
    return same(within(after, *subject), stays)


def _judge_release(case: Case, sequence: int, add: Add) -> None:
    """A release stands on every region's approval of this very text, and on one number."""
    leaf = case.events[sequence]
    before = leaf.value["from"]
    tracks = before.get("tracks")
    by_clauses = _is_by_clauses(case, leaf.value["rules"])
    approved = is_object(tracks) and all(
        state == "confirmed" and _has_approved(case, region, sequence, before.get("text"), by_clauses)
        for region, state in tracks.items()
        if state not in GONE
    )
    if not approved:
        add(leaf.path, "law.release")
    held, used = before.get("serial"), leaf.value["to"].get("serial")
    match = re.match(r"(.+):reserved\Z", held, re.DOTALL) if isinstance(held, str) else None
    if match is None or used != f"{match[1]}:used":
        add(leaf.path, "law.number")


def _is_by_clauses(case: Case, rules: int | None) -> bool:
    return any(
        term["name"] == "release.binding" and term["value"] == "clauses"
        for one in case.values["data/law/rules.json"]
        if one["id"] == rules
        for term in one["terms"]
    )


def _has_approved(case: Case, region: str, sequence: int, text: Any, by_clauses: bool) -> bool:
    for earlier in range(sequence - 1, 0, -1):
        leaf = case.events[earlier].value
        if leaf["region"] == region and leaf["act"] in ("approve_release", "object_release"):
            return leaf["act"] == "approve_release" and (by_clauses or same(leaf["text"], text))
    return False


STAGES: tuple[tuple[str, Callable[[Case, Add], None]], ...] = (
    ("bag", stage_bag),
    ("dossier", stage_dossier),
    ("leaves", stage_leaves),
    ("keys", stage_keys),
    ("checkpoints", stage_checkpoints),
    ("proofs", stage_proofs),
    ("order", stage_order),
    ("openings", stage_openings),
    ("documents", stage_documents),
    ("law", stage_law),
)

# ---------------------------------------------------------------------------------------------------------------------
# 9. The verdict
# ---------------------------------------------------------------------------------------------------------------------


class Verdict(NamedTuple):
    """What was found: nothing is `valid`; `notes` are for people and judge nothing."""

    verdict: str
    findings: list[tuple[str, str]]
    notes: list[str]


def verify(source: BinaryIO | str, trusted: str | None = None, now: int | None = None) -> Verdict:
    """Judge a ZIP (its path, or an open file) or an unpacked folder (its path). `trusted` is the SHA-256 of the
    policy that the reader trusts, `now` his clock in POSIX seconds."""
    if isinstance(source, str) and not os.path.isdir(source):
        with open(source, "rb") as stream:
            return verify(stream, trusted, now)
    case = Case(Box(None), trusted, (int(time.time()) if now is None else now) * 1_000_000)

    def unpack(case: Case, add: Add) -> None:
        case.box = open_folder(source, add) if isinstance(source, str) else open_zip(source, add)

    for name, stage in (("zip", unpack), *STAGES):
        try:
            found = _found_by(stage, case)
        except Exception:  # whatever was not foreseen: the dossier is not believed
            found = {(name, f"{name}.form")}
        if found:
            return Verdict("rejected", sorted(found), notes_of(case))
    lacking = [
        (log["checkpoint"], "checkpoint.quorum")
        for log in case.dossier["logs"]
        if not case.policy.is_met(set(case.cosigners[log["origin"]]))
    ]
    return Verdict("pending" if lacking else "valid", sorted(lacking), notes_of(case))


def _found_by(stage: Callable[[Case, Add], None], case: Case) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()

    def add(place: str, reason: str) -> None:
        found.add((place, reason))

    stage(case, add)
    return found


def notes_of(case: Case) -> list[str]:
    """What a reader should know beside the verdict."""
    if not case.seal.value or not case.checkpoints:
        return []
    notes = []
    if case.trusted is None and "data/policy" in case.box:
        digest = case.box.sha256("data/policy")
        notes.append(f"请核对信任策略的 SHA-256 / compare the policy's SHA-256: {digest}")
    if case.policy.is_met(set()):
        notes.append("策略不要求任何联署：结论只凭日志主办方一家的签名 / the policy asks for no cosignature at all")
    elif any(case.policy.is_met({name}) for name in case.policy.witnesses):
        notes.append("一个地区联署即满足策略，不成法定数 / one region alone meets the policy: one voice is no quorum")
    for origin, cosigners in case.cosigners.items():
        note = case.checkpoints[origin][1]
        root = base64.b64encode(note.root).decode()
        notes.append(f"日志 / log {origin}: {note.size} 条 / leaves, 根 / root {root}")
        for name, at in cosigners.items():
            day = time.strftime("%Y-%m-%d %H:%M:%SZ", time.gmtime(min(at, 253402300799)))
            age = (case.now // 1_000_000 - at) // 86400
            notes.append(f"　联署 / cosigned by {name}: {day}（{age} 天前 / days ago）")
    return notes + notes_of_contents(case)


UNSEALED = "流程表未经签名，请与他处核对 / the process table is signed by nobody, compare it"


def notes_of_contents(case: Case) -> list[str]:
    """What of the events' contents is here, and what nobody signed."""
    notes = []
    leaves = [leaf.value for leaf in case.events.values()]
    weak = sum(leaf["cer"] is not None and "webauthn" not in leaf["cer"] for leaf in leaves)
    signed = sum(leaf["cer"] is not None for leaf in leaves)
    notes.append(f"签署 / signed: {signed}，其中弱认证 / by weak ceremony: {weak}")
    opened = sum(map(len_of, (case.values.get(path) for path in case.box.paths("data/openings/"))))
    notes.append(f"原值 / openings: {opened} / {sum(len(leaf['commit']) for leaf in leaves)}")
    texts = texts_told(leaves)
    here = texts & {case.box.sha256(path) for path in case.box.paths("data/texts/")}
    notes.append(f"文本（按哈希计）/ texts, by hash: {len(here)} / {len(texts)}")
    if "data/law/process.json" in case.box:
        law = case.box.sha256("data/law/process.json")
        is_sealed = case.seal is not None and "rows" in case.seal.value["facts"]
        by = "流程表由封卷事件写明 / the seal tells the process table" if is_sealed else UNSEALED
        notes.append(f"{by}: {law}")
    replay = case.values.get("data/law/replay.json")
    judged = replay if isinstance(replay, list) else []
    bad = [within(one, "seq") for one in judged if within(one, "lawful") is False]
    notes.append(f"原平台复判不合规的事件 / events that the installation judged unlawful: {bad or 0}")
    return notes


def len_of(value: Any) -> int:
    return len(value) if is_object(value) else 0


# ---------------------------------------------------------------------------------------------------------------------
# 10. The command line
# ---------------------------------------------------------------------------------------------------------------------

EXITS = {"valid": 0, "rejected": 1, "pending": 3}  # 2 is wrong usage, by argparse's custom


def main(arguments: list[str] | None = None) -> int:
    """Verify what the command line names; the exit code is the verdict."""
    parser = argparse.ArgumentParser(description="核验卷宗 / Verify a dossier, offline.")
    parser.add_argument("dossier", help="ZIP 文件或解开后的文件夹 / the ZIP, or its unpacked top folder")
    trust = parser.add_mutually_exclusive_group()
    trust.add_argument("--policy", metavar="FILE", help="您信任的策略文本 / the policy that you trust")
    trust.add_argument("--policy-sha256", metavar="HEX", help="您信任的策略的 SHA-256 / its SHA-256")
    parser.add_argument("--now", metavar="YYYY-MM-DDThh:mm:ssZ", help="以此为当前时间 / your clock")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出 / print JSON")
    given = parser.parse_args(arguments)
    try:
        trusted = _trusted(given.policy, given.policy_sha256)
        now = None if given.now is None else microseconds(given.now.replace("Z", ".000000Z")) // 1_000_000
        verdict = verify(given.dossier, trusted, now)
    except (OSError, ValueError, Malformed) as wrong:
        parser.error(str(wrong) or "--now YYYY-MM-DDThh:mm:ssZ")
    if given.json:
        findings = [{"place": place, "reason": reason} for place, reason in verdict.findings]
        print(json.dumps({"verdict": verdict.verdict, "findings": findings, "notes": verdict.notes}))
    else:
        _tell(given.dossier, verdict)
    return EXITS[verdict.verdict]


def _trusted(policy: str | None, digest: str | None) -> str | None:
    if policy is not None:
        with open(policy, "rb") as stream:
            return hashlib.sha256(stream.read()).hexdigest()
    if digest is not None and not HASH.match(digest.lower()):
        raise ValueError("--policy-sha256: 64 hex digits")
    return digest.lower() if digest is not None else None


def _tell(file: str, verdict: Verdict) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    zh, en = VERDICTS[verdict.verdict]
    print(f"卷宗 / dossier: {file}\n结论 / verdict: {zh} / {en}")
    for place, reason in verdict.findings:
        zh, en = REASONS.get(reason, UNFORESEEN)
        print(f"  {place}\n    {reason}: {zh} / {en}")
    for note in verdict.notes:
        print(f"  {note}")


if __name__ == "__main__":
    sys.exit(main())
