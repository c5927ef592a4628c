"""Forged proofs and a forged order of events."""

from collections.abc import Callable
from typing import Any

from tests.dossiers.forging import Bench, Book, leaf_path, proof_path, without
from tests.dossiers.making import checkpoint, trees, whole
from tests.dossiers.signing import head, signature_line
from tests.dossiers.story import Event, Facts

BOOK = Book("proofs")
ORDER = Book("order")


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


SEAL = "data/seal.leaf"


def sealed(name: str, reason: str, change: Callable[[Facts], Any]) -> None:
    """The seal's leaf, changed by somebody who owns every key."""

    def work(bench: Bench) -> None:
        change(bench.plan.seal.leaf)
        bench.finds(reason, SEAL)

    ORDER.add(f"seal_{name}", "plan", work)


def factless(fact: str) -> Callable[[Facts], None]:
    return lambda leaf: without(fact)(leaf["facts"])


def telling(fact: str, value: object) -> Callable[[Facts], None]:
    """The seal tells this besides."""
    return lambda leaf: leaf["facts"].update({fact: value})


sealed("of_another_act", "seal.form", lambda leaf: leaf.update(act="dossier.opened"))
sealed("of_a_standard", "seal.form", lambda leaf: leaf.update(obj="standard/17"))
sealed("of_no_number", "seal.form", lambda leaf: leaf.update(obj="dossier/0"))
for _fact in ("standard", "last", "profile", "withheld"):
    sealed(f"without_{_fact}", "seal.form", factless(_fact))
sealed("of_standard_text", "seal.form", lambda leaf: leaf["facts"].update(standard="17"))
sealed("of_last_true", "seal.form", lambda leaf: leaf["facts"].update(last=True))
sealed("of_withheld_text", "seal.form", lambda leaf: leaf["facts"].update(withheld="papers"))
sealed("of_withheld_numbers", "seal.form", lambda leaf: leaf["facts"].update(withheld=[1]))
sealed("of_another_standard", "seal.other", lambda leaf: leaf["facts"].update(standard=18))
sealed("of_more_events", "seal.other", lambda leaf: leaf["facts"].update(last=leaf["facts"]["last"] + 1))
sealed("of_fewer_events", "seal.other", lambda leaf: leaf["facts"].update(last=1))
sealed("of_another_profile", "seal.other", lambda leaf: leaf["facts"].update(profile="public"))


for _fact in ("rows", "texts", "replay", "openings"):
    sealed(f"of_other_{_fact}", "seal.other", telling(_fact, "0" * 64))
    sealed(f"of_{_fact}_without_words", "seal.form", telling(_fact, 7))


@ORDER.at("plan")
def text_left_out(bench: Bench) -> None:
    """A text is gone and every list follows, but for the seal."""
    whole(bench.plan)
    bench.plan.life.texts.pop()
    bench.finds("seal.other", SEAL)


@ORDER.at("plan")
def table_made_milder(bench: Bench) -> None:
    """A row that signed needs no signature any more."""
    whole(bench.plan)
    name = next(name for name, row in bench.plan.process.items() if row["signs"])
    bench.plan.process[name] = {**bench.plan.process[name], "signs": False}
    bench.finds("seal.other", SEAL)


@ORDER.at("plan")
def opening_left_out(bench: Bench) -> None:
    """One act is not opened any more, and every list follows, but for the seal."""
    whole(bench.plan)
    opened(bench).opening = None
    bench.finds("seal.other", SEAL)


@ORDER.at("plan")
def field_left_out_of_an_opening(bench: Bench) -> None:
    """Of two values of one act the one that harms is gone."""
    whole(bench.plan)
    found = opened(bench).opening
    assert found is not None
    found.pop(max(found))
    bench.finds("seal.other", SEAL)


@ORDER.at("plan")
def opening_laid_in(bench: Bench) -> None:
    """An opening of no field, beside an event that has none: harmless by itself, and not sealed."""
    whole(bench.plan)
    bench.plan.folders["data/openings/000001.json"] = b"{}"
    bench.finds("seal.other", SEAL)


@ORDER.at("plan")
def verdict_made_lawful(bench: Bench) -> None:
    """What the installation judged is told the other way round."""
    bench.plan.replay = [{"seq": 1, "lawful": False}]
    whole(bench.plan)
    bench.plan.replay = [{"seq": 1, "lawful": True}]
    bench.finds("seal.other", SEAL)


def opened(bench: Bench) -> Event:
    return next(event for event in bench.plan.events if event.opening)


@ORDER.at("plan")
def last_event_left_out(bench: Bench) -> None:
    """He drops the last event, the description follows, the seal does not."""
    bench.plan.events.pop()
    bench.finds("seal.other", SEAL)


@ORDER.at("zip")
def folder_of_another_seal(bench: Bench) -> None:
    top = bench.top.encode()
    for item in bench.items:
        item.name = item.name.replace(top, b"dossier-17-00000000")
    bench.finds("seal.other", SEAL)


@ORDER.at("plan")
def event_behind_the_seal(bench: Bench) -> None:
    """By its place in the log."""
    last = bench.plan.events[-1]
    seal = bench.plan.seal
    last.slot, seal.slot = seal.slot, last.slot
    for event in (last, seal):
        event.leaf.update(log=event.slot[0], idx=event.slot[1])
    bench.finds("seal.order", leaf_path(len(bench.plan.events)))


@ORDER.at("plan")
def event_later_than_the_seal(bench: Bench) -> None:
    """By the clock."""
    bench.plan.seal.leaf["ts"] = bench.plan.events[-2].leaf["ts"]
    bench.finds("seal.order", leaf_path(len(bench.plan.events)))


@ORDER.at("plan")
def places_do_not_grow(bench: Bench) -> None:
    one, other = bench.plan.events[-3], bench.plan.events[-2]
    assert one.slot[0] == other.slot[0]
    one.slot, other.slot = other.slot, one.slot
    for event in (one, other):
        event.leaf.update(log=event.slot[0], idx=event.slot[1])
    bench.finds("order.index", leaf_path(len(bench.plan.events) - 1))


@ORDER.at("plan")
def one_place_twice(bench: Bench) -> None:
    """The same leaf is an event and context."""
    number = bench.chance.choice([1, len(bench.plan.events)])
    bench.plan.context[1] = bench.plan.events[number - 1]
    bench.finds("order.index", "data/context/000002.leaf")


@ORDER.at("plan")
def seal_in_context(bench: Bench) -> None:
    bench.plan.context[0] = bench.plan.seal
    bench.finds("order.index", SEAL)


@ORDER.at("plan")
def time_goes_back(bench: Bench) -> None:
    number = bench.chance.randrange(3, len(bench.plan.events))
    event = bench.plan.events[number - 1]
    event.leaf["ts"] = bench.plan.events[0].leaf["ts"]
    bench.finds("order.time", leaf_path(number))


@ORDER.at("plan")
def time_goes_back_a_little(bench: Bench) -> None:
    """By a microsecond."""
    before = bench.plan.events[-3].leaf
    bench.plan.events[-2].leaf["ts"] = before["ts"][:-2] + "4Z"
    before["ts"] = before["ts"][:-2] + "5Z"
    bench.finds("order.time", leaf_path(len(bench.plan.events) - 1))


@ORDER.at("plan")
def state_from_nowhere(bench: Bench) -> None:
    path, event = bench.event("comment", "vote", "pass_review", "announce")
    event.leaf["from"] = {**event.leaf["from"], "serial": "1.0:used"}
    bench.finds("order.state", path)


@ORDER.at("plan")
def state_true_is_not_one(bench: Bench) -> None:
    path, event = bench.event("comment", "vote", "pass_review")
    before = {**event.leaf["from"], "rounds": {region: True for region in event.leaf["from"]["rounds"]}}
    event.leaf["from"] = before
    bench.finds("order.state", path)


@ORDER.at("plan")
def born_with_a_state(bench: Bench) -> None:
    bench.plan.events[0].leaf["from"] = {"joint": "drafting"}
    bench.finds("order.state", leaf_path(1))


@ORDER.at("plan")
def middle_left_out_and_numbered_anew(bench: Bench) -> None:
    """An event struck out, the others counted anew, everything signed again: the states do not meet."""
    number = next(n for n, e in enumerate(bench.plan.events, 1) if e.leaf["act"] == "pass_review")
    del bench.plan.events[number - 1]
    for sequence, event in enumerate(bench.plan.events, 1):
        event.leaf["seq"] = sequence
    bench.plan.seal.leaf["facts"]["last"] -= 1
    bench.finds("order.state", leaf_path(number))
