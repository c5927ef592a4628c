"""Forged checkpoints and cosignatures: heads that nobody signed, witnesses who signed something else."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from hashlib import sha512

from tests.dossiers.forging import Bench, Book, flipped, rejson
from tests.dossiers.making import NOW_SECONDS, evidence
from tests.dossiers.signing import LOG, Signer, signature_line, signer

BOOK = Book("checkpoints")
L = 2**252 + 27742317777372353535851937790883648493


def noted(name: str, change: Callable[[bytes], bytes], *reasons: str) -> None:
    """One checkpoint's bytes, changed."""

    def work(bench: Bench) -> None:
        path = bench.some("data/logs/")
        bench.rewrite(path, change)
        for reason in reasons or ("checkpoint.form",):
            bench.finds(reason, path)

    BOOK.add(name, "evidence", work)


def line(raw: bytes, number: int, change: Callable[[bytes], bytes]) -> bytes:
    """The same with one of its lines changed."""
    lines = raw.split(b"\n")
    lines[number] = change(lines[number])
    return b"\n".join(lines)


noted("extra_line", lambda raw: raw.replace(b"\n\n", b"\nextra\n\n", 1))
noted("two_lines", lambda raw: line(raw, 2, lambda _: b"").replace(b"\n\n\n", b"\n\n", 1))
noted("empty", lambda raw: b"")
noted("no_signatures", lambda raw: raw.partition(b"\n\n")[0] + b"\n\n")
noted("no_empty_line", lambda raw: raw.replace(b"\n\n", b"\n", 1))
noted("no_newline", lambda raw: raw[:-1])
noted("newline_more", lambda raw: raw + b"\n")
noted("crlf", lambda raw: raw.replace(b"\n", b"\r\n"))
noted("control", lambda raw: line(raw, 0, lambda origin: origin + b"\x07"))
noted("tab", lambda raw: line(raw, 4, lambda it: it.replace(b" ", b"\t")))
noted("no_utf8", lambda raw: line(raw, 0, lambda origin: origin + b"\xff"))
noted("size_long", lambda raw: line(raw, 1, lambda size: b"0" + size))
noted("size_signed", lambda raw: line(raw, 1, lambda size: b"+" + size))
noted("size_great", lambda raw: line(raw, 1, lambda _: b"9223372036854775808"))
noted("size_very_great", lambda raw: line(raw, 1, lambda _: b"9" * 5000))
noted("size_wide", lambda raw: line(raw, 1, lambda _: "６".encode()))
noted("size_negative", lambda raw: line(raw, 1, lambda size: b"-" + size))
noted("root_short", lambda raw: line(raw, 2, lambda _: b"AAAA"))
noted("root_unpadded", lambda raw: line(raw, 2, lambda root: root.rstrip(b"=")))
noted("root_spelled_twice", lambda raw: line(raw, 2, lambda root: root[:-2] + bytes([root[-2] + 1]) + b"="))
noted("no_origin", lambda raw: line(raw, 0, lambda _: b""))
noted("hyphen", lambda raw: raw.replace("—".encode(), b"-"))
noted("two_blanks", lambda raw: line(raw, 4, lambda it: it.replace(b" ", b"  ", 1)))
noted("blank_behind", lambda raw: line(raw, 4, lambda it: it + b" "))
noted("no_base64", lambda raw: line(raw, 4, lambda it: it[:-4] + b"!!!!"))
noted("short_signature", lambda raw: raw + signature_line("x", b"abcd", b"").encode())
noted("name_with_plus", lambda raw: raw + signature_line("a+b", b"abcd", b"x").encode())
noted("name_with_wide_blank", lambda raw: raw + signature_line("a\u3000b", b"abcd", b"x").encode())
noted("name_with_line_separator", lambda raw: raw + signature_line("a\u2028b", b"abcd", b"x").encode())
noted("thirty_three", lambda raw: raw + signature_line("x", b"abcd", b"x").encode() * 29)


@BOOK.at("table")
def size_in_the_description(bench: Bench) -> None:
    rejson(bench, "data/dossier.json", lambda d: d["logs"][0].update(size=d["logs"][0]["size"] + 1))
    bench.finds("checkpoint.head", "data/logs/01.checkpoint")


@BOOK.at("evidence")
def heads_change_places(bench: Bench) -> None:
    """Each is signed - by the other log."""
    one, other = "data/logs/01.checkpoint", "data/logs/02.checkpoint"
    bench.files[one], bench.files[other] = bench.files[other], bench.files[one]
    bench.finds("checkpoint.head", one, other)
    bench.finds("checkpoint.signature", one, other)


def signed(name: str, change: Callable[[Signer, bytes], list[str]]) -> None:
    """The log's lines under each head are what the change makes of them."""

    def work(bench: Bench) -> None:
        for number, origin in enumerate(sorted(bench.plan.logs), 1):
            path = f"data/logs/{number:02}.checkpoint"
            text, _, lines = bench.files[path].partition(b"\n\n")
            made = change(bench.plan.logs[origin], text + b"\n")
            others = lines.partition(b"\n")[2]
            bench.files[path] = text + b"\n\n" + "".join(made).encode() + others
            bench.finds("checkpoint.signature", path)

    BOOK.add(f"signed_{name}", "evidence", work)


def malleable(key: Signer, text: bytes) -> str:
    """S + L: the same equation, another signature."""
    signature = key.private.sign(text)
    s = int.from_bytes(signature[32:], "little") + L
    return signature_line(key.name, key.id, signature[:32] + s.to_bytes(32, "little"))


signed("by_nobody", lambda key, text: [])
signed("by_another_key", lambda key, text: [signer(key.name, LOG, "forger").line(text)])
signed(
    "in_its_name",
    lambda key, text: [signature_line(key.name, key.id, signer(key.name, LOG, "forger").private.sign(text))],
)
signed("over_other_text", lambda key, text: [key.line(text + b"\n")])
signed("with_noughts", lambda key, text: [signature_line(key.name, key.id, bytes(64))])
signed("by_a_neutral_point", lambda key, text: [signature_line(key.name, key.id, b"\1" + bytes(63))])
signed("twice_once_wrong", lambda key, text: [key.line(text), signature_line(key.name, key.id, bytes(64))])
signed("too_long", lambda key, text: [signature_line(key.name, key.id, key.private.sign(text) + b"x")])
signed("too_short", lambda key, text: [signature_line(key.name, key.id, key.private.sign(text)[:63])])
signed("malleably", lambda key, text: [malleable(key, text)])
signed("as_a_witness", lambda key, text: [key.line(text, NOW_SECONDS)])


def scalar(seed: bytes) -> int:
    """The secret number behind a seed."""
    raw = int.from_bytes(sha512(seed).digest()[:32], "little")
    return raw & ((1 << 254) - 8) | 1 << 254


def neutral_r(key: Signer, text: bytes) -> str:
    """R is the neutral point: the equation holds for the key's owner, who alone could solve it."""
    r = b"\1" + bytes(31)
    k = int.from_bytes(sha512(r + key.public + text).digest(), "little")
    return signature_line(key.name, key.id, r + (k * scalar(key.seed) % L).to_bytes(32, "little"))


signed("with_a_neutral_r", lambda key, text: [neutral_r(key, text)])


class Void(Signer):
    """A key that is the neutral point, in one of its spellings: whoever knows one discrete logarithm signs anything."""

    @property
    def public(self) -> bytes:
        return self.seed

    def line(self, text: bytes, at: int | None = None) -> str:
        known = signer("known", LOG)
        return signature_line(self.name, self.id, known.public + (scalar(known.seed) % L).to_bytes(32, "little"))


def void(name: str, public: bytes) -> None:
    def work(bench: Bench) -> None:
        origin = max(bench.plan.logs)
        bench.plan.logs[origin] = Void(origin, LOG, public)
        bench.finds("checkpoint.signature", f"data/logs/{len(bench.plan.logs):02}.checkpoint")

    BOOK.add(f"key_{name}", "plan", work)


void("neutral", b"\1" + bytes(31))
void("neutral_with_a_sign", b"\1" + bytes(30) + b"\x80")
void("neutral_spelled_beyond_p", (2**255 - 19 + 1).to_bytes(32, "little"))
void("beyond_p_with_a_sign", (2**255 - 19 + 1 | 1 << 255).to_bytes(32, "little"))
void("of_no_point", b"\2" + bytes(31))


def cosigned(name: str, reason: str, change: Callable[[Signer, bytes], str]) -> None:
    """The second witness's line under one head."""

    def work(bench: Bench) -> None:
        path = bench.some("data/logs/")
        text, _, lines = bench.files[path].partition(b"\n\n")
        key = list(bench.plan.witnesses.values())[1]
        kept = [each for each in lines.decode().splitlines(True) if not each.startswith(f"— {key.name} ")]
        bench.files[path] = text + b"\n\n" + "".join([*kept, change(key, text + b"\n")]).encode()
        bench.finds(reason, path)

    BOOK.add(f"cosigned_{name}", "evidence", work)


HOLDS, TIME = "cosignature.signature", "cosignature.time"
cosigned("with_noughts", HOLDS, lambda key, text: signature_line(key.name, key.id, bytes(72)))
cosigned("without_time", HOLDS, lambda key, text: signature_line(key.name, key.id, key.private.sign(text)))
cosigned("as_a_log", HOLDS, lambda key, text: signature_line(key.name, key.id, bytes(8) + key.private.sign(text)))
cosigned("over_other_text", HOLDS, lambda key, text: key.line(text.replace(b"tb.", b"tc."), NOW_SECONDS))
cosigned("by_another_key", HOLDS, lambda key, text: signature_line(
    key.name, key.id, NOW_SECONDS.to_bytes(8, "big") + signer("x", 4).private.sign(text)))  # fmt: skip
cosigned("bit", HOLDS, lambda key, text: bent(key, text))
cosigned("after_the_end_of_time", HOLDS, lambda key, text: key.line(text, 2**63))
cosigned("at_the_end_of_time", TIME, lambda key, text: key.line(text, 2**63 - 1))
cosigned("the_day_after_tomorrow", TIME, lambda key, text: key.line(text, NOW_SECONDS + 86_401))
cosigned("long_ago", TIME, lambda key, text: key.line(text, 1_700_000_000))
cosigned("in_1970", TIME, lambda key, text: key.line(text, 0))


def bent(key: Signer, text: bytes) -> str:
    at = (NOW_SECONDS - 99).to_bytes(8, "big")
    signature = key.private.sign(b"cosignature/v1\ntime %d\n" % (NOW_SECONDS - 99) + text)
    return signature_line(key.name, key.id, at + signature[:40] + bytes([signature[40] ^ 1]) + signature[41:])


@BOOK.at("plan")
def one_second_too_early(bench: Bench) -> None:
    """A day and a second before the newest event."""
    origin = bench.plan.seal.slot[0]
    at = int(bench.plan.life.at.timestamp()) - 86_400
    bench.plan.cosigning[origin][0] = (bench.plan.cosigning[origin][0][0], at - 1)
    bench.finds(TIME, f"data/logs/{sorted(bench.plan.logs).index(origin) + 1:02}.checkpoint")


@BOOK.at("plan")
def readers_clock_is_earlier(bench: Bench) -> None:
    bench.now = "2026-03-01T00:00:00Z"
    bench.finds(TIME, *(f"data/logs/{n:02}.checkpoint" for n in range(1, len(bench.plan.logs) + 1)))


@BOOK.at("plan")
def fork(bench: Bench) -> None:
    """The log's owner changes an event and signs anew; the cosignatures are those of the honest head."""
    honest = evidence(bench.plan)
    _, event = bench.event()
    event.leaf["facts"] = {**event.leaf["facts"], "note": "changed"}
    origin = event.slot[0]
    number = sorted(bench.plan.logs).index(origin) + 1
    path = f"data/logs/{number:02}.checkpoint"
    bench.plan.lines[origin] = [it + "\n" for it in honest[path].decode().splitlines()[5:]]
    bench.plan.cosigning[origin] = []
    bench.finds(HOLDS, path)


def lonely(name: str, count: int) -> None:
    """Fewer cosigners than the quorum asks for: nothing is wrong, and nothing is proven."""

    def work(bench: Bench) -> None:
        for number, origin in enumerate(sorted(bench.plan.logs), 1):
            kept = bench.chance.sample(bench.plan.cosigning[origin], count)
            bench.plan.cosigning[origin] = kept
            bench.finds("checkpoint.quorum", f"data/logs/{number:02}.checkpoint")

    BOOK.add(f"lonely_{name}", "plan", work)


lonely("none", 0)
lonely("one", 1)


@BOOK.at("plan")
def one_witness_three_times(bench: Bench) -> None:
    origin = bench.plan.seal.slot[0]
    name, at = bench.plan.cosigning[origin][0]
    bench.plan.cosigning[origin] = [(name, at), (name, at + 1), (name, at + 2)]
    bench.finds("checkpoint.quorum", f"data/logs/{sorted(bench.plan.logs).index(origin) + 1:02}.checkpoint")


@BOOK.at("evidence")
def another_bit(bench: Bench) -> None:
    """Somewhere in the signed text's root: whoever signed it signed something else."""
    path = bench.some("data/logs/")

    def bend(root: bytes) -> bytes:
        return b64encode(flipped(b64decode(root), bench.chance))

    bench.rewrite(path, lambda raw: line(raw, 2, bend))
    bench.finds("checkpoint.signature", path)
    bench.finds(HOLDS, path)
