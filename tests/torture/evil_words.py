"""Five hundred evil inputs, always the same: pages pasted with their dirt, broken characters, numbers, injections,
shapes, identifiers."""

from functools import cache
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

PASTED = Path(__file__).parents[1] / "data" / "evil_lines.txt"
COUNT = 500

CHINESE = (
    "龘" * 10_000, "𠀀𪛖𫝀𬺰", "豈更車賈滑", "葛󠄀葛󠄁", "发髮發", "裏里里", "ＤＢ１１／Ｔ　３０００－２０２６",
    "〇零0○O", "ﾃｷｽﾄ", "\ue000\uf8ff", "\u3000\u3000", "锟斤拷烫烫烫", "標(biāo)準(zhǔn)化", "，。；：？！",
    "一" * 4001, "北京\u200b市", "京‎津冀", "（示）" * 200,
)  # fmt: skip
UNICODE = (
    "\x00", "a\x00b", "\x01\x02\x1f", "\x7f\x80\x9f", "\ufffe\uffff", "\ud800", "\udfff\ud800", "\ud83d",
    "\u202etxt.exe", "\u2066\u2067\u2069", "\u200d" * 500, "e" + "\u0301" * 1000, "ﬁ①Ⅷ㍿", "Å\u212b\u0041\u030a",
    "\U000e0041\U000e007f", "\u2028\u2029", "\ufeff", "👨‍👩‍👧‍👦" * 300, "\u0378\u0379", "İıſK", "\r", "\n\r\n",
    "\t" * 50, "\x1b[2J\x1b[31m", "\x85", "ة‏ع",
)  # fmt: skip
NUMBERS = (
    "0", "-1", "-0", "1e309", "NaN", "Infinity", "-inf", "٣", "３", "①", "9" * 40, "9" * 5000, "2147483648",
    "9223372036854775808", "0x10", "1_000", "1.5", "+1", " 1", "1 ", "DB11/T 2999—2026", "DB11/T 9999—2026",
    "DB11/T 10000-2026", "DB11/T 3000–2026", "2026-02-29", "2028-02-29", "0000-01-01", "0001-01-01", "9999-12-31",
    "10000-01-01", "2026-13-01", "2026-W01-1", "20261301", "2026-11-22T24:00", "2026-11-22T23:59:60",
    "2026-11-22T00:00+14:00", "2026-11-22T00:00-23:59", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59",
    "1e3", "1" + "0" * 308, "-9223372036854775809",
)  # fmt: skip
INJECTED = (
    "'; DROP TABLE standards; --", "1 OR 1=1", "' UNION SELECT password_hash FROM accounts--", "\\'; --", "%", "_",
    "%%%", "*", "<script>alert(1)</script>", "<svg/onload=alert(1)>", '"><img src=x onerror=alert(1)>',
    "</textarea><script>", "javascript:alert(1)",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=1&gt;'>", "{{7*7}}",
    "{% raw %}", "${7*7}", "#{7*7}", "{{config}}", "{{''.__class__.__mro__}}", "%(step)s", "{step}", "{0}", "{}",
    "%s%n", "a\r\nSet-Cookie: x=1", "a\nLocation: //evil.example", "//evil.example",
    "https://evil.example@127.0.0.1", "/\\evil.example", "=cmd|' /C calc'!A0", "+1+1", "@SUM(1)",
    "../../../etc/passwd", "..%2f..%2f", "..;/", "/etc/passwd\x00.pdf", "file:///etc/passwd", "C:\\x", "con.pdf",
    "*)(uid=*", "$(id)", "`id`", "; ls", "| cat", "&& id",
    "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>", "__proto__", "constructor",
    "{\"$gt\": \"\"}", "Bearer x", "a" * 9000, "0" * 65, "f" * 64, "F" * 64,
)  # fmt: skip
IDENTIFIERS = (
    "110000", "999999", "11000", "1100000", "110000 ", "000000", "ABCDEF", "1%00", "%31", "%2e%2e", "..", ".",
    "1/2", "1;2", "1?x=1", "00000000-0000-0000-0000-000000000000", "propose", "invite", "release", "INVITE",
    "take_position", "steps", "None", "null", "true", "undefined", "admin", "u1", "u1'", "self", "me", "JJJ", "jjj",
    "CZT", "demo",
)  # fmt: skip


def _deep(depth: int) -> Any:
    made: Any = "x"
    for _ in range(depth):
        made = [made]
    return made


def _shapes() -> list[Any]:
    """What is no string at all."""
    plain: list[Any] = [
        None,
        True,
        False,
        0,
        -1,
        2**31,
        2**63,
        10**400,
        1.5,
        -0.0,
        [],
        {},
        [[]],
        [None],
        {"": ""},
        [{}],
        {"a": {"b": []}},
    ]
    wide = [
        list(range(5000)),
        {str(n): n for n in range(2000)},
        _deep(60),
        _deep(900),
        ["x"] * 3000,
        [True, 1, "1", 1.0],
    ]
    mass = [
        {"state": "released"},
        {"is_demo": False, "id": 1},
        {"__class__": "x"},
        {"region": "110000", "position": "agree"},
    ]
    return [*plain, *wide, *mass, [0, "0", None], ["\x00"], {"\x00": "\ud800"}, [["agree"]], "x" * 200_000, "", " "]


@cache
def words() -> list[Any]:
    """All of them; what is missing to five hundred is mixed from the others."""
    pasted = PASTED.read_text(encoding="utf-8").splitlines()
    strings = [*CHINESE, *UNICODE, *NUMBERS, *INJECTED, *IDENTIFIERS, *(line[::-1] for line in pasted[:20])]
    first: list[Any] = [*pasted, *strings, *_shapes()]
    pairs = list(product(UNICODE + NUMBERS, INJECTED + CHINESE[1:]))
    mixed = Random(20261122).sample(pairs, COUNT - len(first))
    return [*first, *(f"{a}{b}" for a, b in mixed)]
