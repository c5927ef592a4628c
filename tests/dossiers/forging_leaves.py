"""Forged leaves: by somebody who owns every key, or who repairs every table."""

from collections.abc import Callable
from typing import Any

from tests.dossiers.forging import Bench, Book, leaf_path, proof_path, without
from tests.dossiers.lives import canonical
from tests.dossiers.story import Facts

BOOK = Book("leaves")


def leaved(name: str, change: Callable[[Facts], Any], reason: str = "leaf.form") -> None:
    """One event's leaf changed, and everything signed and proved anew."""

    def work(bench: Bench) -> None:
        path, event = bench.event()
        change(event.leaf)
        bench.finds(reason, path)

    BOOK.add(name, "plan", work)


def at(ts: str) -> Callable[[Facts], None]:
    return lambda leaf: leaf.update(ts=ts)


def written(name: str, change: Callable[[bytes], bytes]) -> None:
    """Other bytes than the canonical ones."""

    def work(bench: Bench) -> None:
        path, event = bench.chance.choice(bench.plan.leaves())
        event.raw = change(canonical(event.leaf))
        bench.finds("leaf.form", path)

    BOOK.add(name, "plan", work)


for _member in (
    "v",
    "log",
    "idx",
    "ts",
    "obj",
    "seq",
    "act",
    "region",
    "seat",
    "from",
    "to",
    "facts",
    "commit",
    "files",
    "req",
):
    leaved(f"without_{_member}", without(_member))
leaved("one_member_more", lambda leaf: leaf.update(more=1))
leaved("version_2", lambda leaf: leaf.update(v=2))
leaved("version_true", lambda leaf: leaf.update(v=True))
leaved("index_negative", lambda leaf: leaf.update(idx=-1))
leaved("index_text", lambda leaf: leaf.update(idx="7"))
leaved("sequence_nought", lambda leaf: leaf.update(seq=0))
leaved("seat_text", lambda leaf: leaf.update(seat="7"))
leaved("region_number", lambda leaf: leaf.update(region=110000))
leaved("log_number", lambda leaf: leaf.update(log=7))
leaved("object_null", lambda leaf: leaf.update(obj=None))
leaved("act_null", lambda leaf: leaf.update(act=None))
leaved("actor_text", lambda leaf: leaf.update(actor="7"))
leaved("holder_true", lambda leaf: leaf.update(obo=True))
leaved("rules_list", lambda leaf: leaf.update(rules=[2]))
leaved("ceremony_number", lambda leaf: leaf.update(cer=1))
leaved("request_short", lambda leaf: leaf.update(req="0" * 63))
leaved("to_list", lambda leaf: leaf.update(to=[]))
leaved("commit_list", lambda leaf: leaf.update(commit=[]))
leaved("sixtieth_minute", lambda leaf: leaf.update(ts="2026-01-01T00:60:00.000000Z"))
leaved("from_null", lambda leaf: leaf.update({"from": None}))
leaved("facts_list", lambda leaf: leaf.update(facts=[]))
leaved("commit_short", lambda leaf: leaf.update(commit={"name": "0" * 63}))
leaved("text_capitals", lambda leaf: leaf.update(text="A" * 64))
leaved("statement_empty", lambda leaf: leaf.update(stmt=""))
leaved("files_object", lambda leaf: leaf.update(files={}))
leaved("files_of_numbers", lambda leaf: leaf.update(files=[1]))
leaved("held_otherwise", lambda leaf: leaf.update(clk="free"))
leaved("held_null", lambda leaf: leaf.update(clk=None))
leaved("too_long", lambda leaf: leaf["facts"].update(note="长" * 6000))
for _ts in ("2026-02-30T00:00:00.000000Z", "2026-01-01T24:00:00.000000Z", "2026-01-01T00:00:60.000000Z",
            "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000000+00:00", "1969-12-31T23:59:59.999999Z",
            "2026-13-01T00:00:00.000000Z", "２０２６-01-01T00:00:00.000000Z", "2026-01-01T00:00:00.000000Z\n",
            "2025-02-29T00:00:00.000000Z", "2026-00-10T00:00:00.000000Z"):  # fmt: skip
    leaved(f"at_{canonical(_ts)!r}", at(_ts))

written("blank_behind", lambda raw: raw + b"\n")
written("key_twice", lambda raw: raw[:-1] + b',"v":1}')
written("list", lambda raw: b"[" + raw + b"]")
written("empty", lambda raw: b"")
written("bom", lambda raw: b"\xef\xbb\xbf" + raw)
written("no_json", lambda raw: b"\x00" * 300)

leaved("another_standard", lambda leaf: leaf.update(obj="standard/18"), "leaf.object")
leaved("an_agreement", lambda leaf: leaf.update(obj="agreement/17"), "leaf.object")
leaved("number_in_other_words", lambda leaf: leaf.update(obj="standard/017"), "leaf.object")
leaved("another_number", lambda leaf: leaf.update(seq=leaf["seq"] + 1), "leaf.sequence")


@BOOK.at("evidence")
def two_change_places(bench: Bench) -> None:
    one, other = sorted(bench.chance.sample(range(1, len(bench.plan.events)), 2))
    for ending in (leaf_path, lambda n: proof_path(leaf_path(n))):
        bench.files[ending(one)], bench.files[ending(other)] = bench.files[ending(other)], bench.files[ending(one)]
    bench.finds("leaf.sequence", leaf_path(one), leaf_path(other))


@BOOK.at("evidence")
def event_left_out(bench: Bench) -> None:
    """In the middle or at the end, with its proof."""
    number = bench.chance.choice([2, len(bench.plan.events)])
    del bench.files[leaf_path(number)], bench.files[proof_path(leaf_path(number))]
    bench.finds("events.gap", leaf_path(number))


@BOOK.at("evidence")
def only_the_leaf_left_out(bench: Bench) -> None:
    path, _ = bench.event()
    del bench.files[path]
    bench.finds("events.gap", path)
    bench.finds("events.surplus", proof_path(path))


@BOOK.at("evidence")
def many_left_out(bench: Bench) -> None:
    """The description promises many more."""
    last = len(bench.plan.events)
    bench.plan.retold = lambda d: d.update(events=last + 300)
    bench.finds("events.gap", *(leaf_path(n) for n in range(last + 1, last + 301)))


@BOOK.at("evidence")
def description_one_short(bench: Bench) -> None:
    last = len(bench.plan.events)
    bench.plan.retold = lambda d: d.update(events=last - 1)
    bench.finds("events.surplus", leaf_path(last), proof_path(leaf_path(last)))


@BOOK.at("evidence")
def strangers(bench: Bench) -> None:
    leaf = bench.files[leaf_path(1)]
    for path in ("data/events/000000.leaf", "data/events/1.leaf", "data/events/0000001.leaf", "data/events/000001.txt",
                 "data/events/x/000001.leaf", "data/context/000009.tlog-proof", "data/context/note",
                 "data/events/000001.leaf.leaf", "data/context/000000.leaf"):  # fmt: skip
        bench.files[path] = leaf
        bench.finds("events.surplus", path)


@BOOK.at("evidence")
def proof_left_out(bench: Bench) -> None:
    path = proof_path(bench.some("data/", ".leaf"))
    del bench.files[path]
    bench.finds("proof.missing", path)


@BOOK.at("evidence")
def seal_without_proof(bench: Bench) -> None:
    del bench.files["data/seal.tlog-proof"]
    bench.finds("proof.missing", "data/seal.tlog-proof")


@BOOK.at("plan")
def without_a_seal(bench: Bench) -> None:
    """Where the seal stood lies something that is no leaf."""
    bench.plan.seal.raw = b"{}"
    bench.finds("leaf.form", "data/seal.leaf")
