"""Forged proofs of leaves."""

from collections.abc import Callable

from tests.dossiers.forging import Bench, Book, leaf_path, proof_path
from tests.dossiers.making import checkpoint, trees
from tests.dossiers.signing import head, signature_line

BOOK = Book("proofs")


def proven(name: str, reason: str, change: Callable[[bytes], bytes]) -> None:
    """One proof's bytes, changed."""

    def work(bench: Bench) -> None:
        path = bench.some("data/", ".tlog-proof")
        bench.rewrite(path, change)
        bench.finds(reason, path)

    BOOK.add(name, "evidence", work)


def swap(at: int, new: bytes) -> Callable[[bytes], bytes]:
    """The line at this place is another."""
    return lambda raw: b"\n".join([*raw.split(b"\n")[:at], new, *raw.split(b"\n")[at + 1 :]])


def drop(at: int) -> Callable[[bytes], bytes]:
    return lambda raw: b"\n".join([*raw.split(b"\n")[:at], *raw.split(b"\n")[at + 1 :]])


def more(at: int, *lines: bytes) -> Callable[[bytes], bytes]:
    return lambda raw: b"\n".join([*raw.split(b"\n")[:at], *lines, *raw.split(b"\n")[at:]])


FORM, PATH = "proof.form", "proof.path"
NODE = b"A" * 43 + b"="
proven("empty", FORM, lambda raw: b"")
proven("version_2", FORM, swap(0, b"c2sp.org/tlog-proof@v2"))
proven("without_head", FORM, drop(0))
proven("without_index", FORM, drop(1))
proven("index_long", FORM, swap(1, b"index 007"))
proven("index_negative", FORM, swap(1, b"index -1"))
proven("index_great", FORM, swap(1, b"index 9223372036854775808"))
proven("index_very_great", FORM, swap(1, b"index " + b"9" * 5000))
proven("index_wide", FORM, swap(1, "index ７".encode()))
proven("hash_short", FORM, swap(2, b"AAAA"))
proven("hash_no_base64", FORM, swap(2, b"*" * 44))
proven("hash_unpadded", FORM, swap(2, b"A" * 43))
proven("hash_spelled_twice", FORM, swap(2, b"A" * 42 + b"B="))
proven("many_hashes", FORM, more(2, *[NODE] * 64))
proven("crlf", FORM, lambda raw: raw.replace(b"\n", b"\r\n"))
proven("no_checkpoint", FORM, lambda raw: raw.partition(b"\n\n")[0] + b"\n")
proven("extra_no_base64", FORM, more(1, b"extra !"))
proven("extra_empty_word", FORM, more(1, b"extra"))
proven("two_extras", FORM, more(1, b"extra AA==", b"extra AA=="))
proven("extra_behind_index", FORM, more(2, b"extra AA=="))
proven("no_utf8", FORM, swap(2, b"\xff"))
proven("other_index", "proof.index", swap(1, b"index 4611686018427387904"))
proven("index_beyond_53_bits", "proof.index", swap(1, b"index 9007199254740993"))
proven("other_log", "proof.log", lambda raw: raw.replace(b"\n\ntb.", b"\n\ntc.", 1))
proven("no_text_behind", "proof.log", lambda raw: raw.partition(b"\n\n")[0] + b"\n\n")
proven("checkpoint_without_witnesses", "proof.checkpoint", lambda raw: raw[: raw.rindex("—".encode())])
proven("checkpoint_with_more", "proof.checkpoint", lambda raw: raw + signature_line("x", b"abcd", b"x").encode())
proven("checkpoint_byte", "proof.checkpoint", lambda raw: raw[:-3] + b"!" + raw[-2:])
proven("hash_other", PATH, swap(2, NODE))
proven("hash_dropped", PATH, drop(2))
proven("hash_more", PATH, more(2, NODE))
proven("hashes_turned", PATH, lambda raw: turned(raw))


def turned(raw: bytes) -> bytes:
    lines = raw.split(b"\n")
    lines[2], lines[3] = lines[3], lines[2]
    return b"\n".join(lines)


@BOOK.at("evidence")
def proofs_change_places(bench: Bench) -> None:
    last = len(bench.plan.events)
    one, other = proof_path(leaf_path(last - 1)), proof_path(leaf_path(last))
    bench.files[one], bench.files[other] = bench.files[other], bench.files[one]
    bench.finds("proof.index", one, other)


@BOOK.at("evidence")
def leaf_repaired_everywhere_but_in_the_log(bench: Bench) -> None:
    """He repairs manifests and table, and cannot repair the tree."""
    path, _ = bench.event("comment", "save_draft", "vote")
    bench.rewrite(path, lambda raw: raw.replace(b'"facts":{', b'"facts":{"a":1,'))
    bench.finds(PATH, proof_path(path))


@BOOK.at("plan")
def of_another_log(bench: Bench) -> None:
    """The leaf says it stands in a log that is not here."""
    path, event = bench.event()
    event.leaf["log"] = "tb.example/jjj/2031"
    bench.finds("proof.log", proof_path(path))


@BOOK.at("plan")
def of_the_other_log(bench: Bench) -> None:
    path, event = bench.event()
    event.leaf["log"] = next(origin for origin in bench.plan.logs if origin != event.slot[0])
    bench.finds("proof.log", proof_path(path))


@BOOK.at("plan")
def elsewhere_in_the_log(bench: Bench) -> None:
    path, event = bench.event()
    event.leaf["idx"] += bench.chance.choice([1, 1000, 2**40])
    bench.finds("proof.index", proof_path(path))


@BOOK.at("evidence")
def older_head(bench: Bench) -> None:
    """The proof is right, for an older head that the log signed too."""
    plan, path = bench.plan, leaf_path(1)
    origin = plan.events[0].slot[0]
    plan.beyond += 3
    grown = trees(plan)[origin]
    bench.files[proof_path(path)] = bench.files[proof_path(path)].partition(b"\n\n")[0] + b"\n\n"
    bench.files[proof_path(path)] += checkpoint(plan, origin, head(origin, len(grown.leaves), grown.root()))
    bench.finds("proof.checkpoint", proof_path(path))
