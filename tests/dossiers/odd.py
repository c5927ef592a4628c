"""Odd dossiers that are valid: what a verifier must not refuse."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from tests.dossiers.forging import Bench, Book
from tests.dossiers.forging_order import named
from tests.dossiers.lives import born, canonical
from tests.dossiers.making import NOW_SECONDS, Plan, planned, policy_of, repolicy, rule_set, whole
from tests.dossiers.signing import LOG, WITNESS, Authenticator, signature_line, signer
from tests.dossiers.story import Life

BOOK = Book("odd")


def plan(name: str, change: Callable[[Plan], Any]) -> None:
    """An odd plan."""
    BOOK.add(name, "plan", lambda bench: change(bench.plan) and None)


def once_more(p: Plan, at: int) -> None:
    """The first witness cosigned again."""
    for lines in p.cosigning.values():
        lines.append((lines[0][0], at))


def under_every_head(p: Plan, *lines: str) -> None:
    for origin in p.logs:
        p.lines[origin] = [*lines]


def strangers(count: int) -> Callable[[Plan], None]:
    """So many lines in all: the log's, three witnesses', the rest of nobody known."""

    def change(p: Plan) -> None:
        lines = [signature_line(f"witness{n}.example/w", n.to_bytes(4, "big"), bytes(72)) for n in range(count - 4)]
        under_every_head(p, *lines)

    return change


def policied(name: str, text: Callable[[Plan], str]) -> None:
    """Another policy, named by the seal."""

    def change(p: Plan) -> None:
        p.policy = text(p)
        repolicy(p)

    plan(f"policy_{name}", change)


plan("plain", lambda p: None)
plan("seal_of_table_and_texts", whole)
plan("seal_of_names", named)


@BOOK.at("plan")
def seal_of_table_and_texts_alone(bench: Bench) -> None:
    """As the first seals of November 2026 told them."""
    whole(bench.plan)
    for name in ("replay", "openings", "rules", "title", "actors"):
        bench.plan.seal.leaf["facts"].pop(name)


@BOOK.at("plan")
def seal_of_verdicts_that_say_unlawful(bench: Bench) -> None:
    """What was judged is for notes; that it was sealed is no finding."""
    bench.plan.replay.append({"seq": 2, "lawful": False})
    whole(bench.plan)


@BOOK.at("plan")
def regulator_without_an_opening(bench: Bench) -> None:
    """Whoever hands on what a regulator has may take out what the next reader need not see."""
    bench.plan = planned(3, profile="regulator")
    whole(bench.plan)
    next(event for event in bench.plan.events if event.opening).opening = None


@BOOK.at("plan")
def public_that_seals_all(bench: Bench) -> None:
    bench.plan = planned(4, profile="public")
    whole(bench.plan)


plan("sm2_line", lambda p: under_every_head(p, signature_line("bj.example/sm2", b"\xff\1\2\3", bytes(72) + b"\1" * 70)))
plan("post_quantum_line", lambda p: under_every_head(p, signature_line("bj.example/archive", b"\6\6\6\6", bytes(2428))))
for _count in (16, 17, 24, 32):
    plan(f"signatures_{_count}", strangers(_count))
plan("stranger_in_han", lambda p: under_every_head(p, signature_line("北京/见证", b"abcd", b"x")))
plan("witness_by_another_id", lambda p: under_every_head(p, signature_line("bj.example/witness", b"abcd", bytes(72))))
plan("log_by_another_id", lambda p: under_every_head(p, signature_line(max(p.logs), b"abcd", bytes(64))))
plan("two_of_three", lambda p: [lines.pop() for lines in p.cosigning.values()])
plan("cosigned_twice", lambda p: once_more(p, NOW_SECONDS - 60))
plan("cosigned_tomorrow", lambda p: once_more(p, NOW_SECONDS + 86_400))

policied("quorum_none", lambda p: "quorum none\n")
policied("of_one", lambda p: policy_of(p.witnesses).replace("quorum regions", "quorum he"))
policied("any", lambda p: policy_of(p.witnesses, "any"))
policied("all", lambda p: policy_of(p.witnesses, "all"))
policied("in_disorder", lambda p: "\n\t # 谁的联署算数\n" + policy_of(p.witnesses).replace(" ", " \t ") + "  \n#end\n")
policied("with_urls", lambda p: policy_of(p.witnesses).replace("\ngroup", " https://he.example/\ngroup"))
policied("with_logs", lambda p: "".join(f"log {key.vkey}\n" for key in p.logs.values()) + policy_of(p.witnesses))
policied("with_other_logs_too", lambda p: "".join(
    f"log {key.vkey} https://x.example\n" for key in (signer("x.example/log", LOG), *p.logs.values())
) + policy_of(p.witnesses))  # fmt: skip
policied("nested", lambda p: policy_of(p.witnesses, "all").replace("regions all bj tj he", "pair any bj tj").replace(
    "quorum regions", "group regions all pair he\nquorum regions"))  # fmt: skip
policied("nested_twice", lambda p: policy_of(p.witnesses).replace("regions 2 bj tj he", "one 1 bj").replace(
    "quorum regions", "group two all one tj\ngroup three 2 two he\nquorum three"))  # fmt: skip
policied("witness_nobody_asks", lambda p: policy_of(p.witnesses).replace(
    "group", f"witness sh {signer('sh.example/w', WITNESS).vkey}\ngroup"))  # fmt: skip


@BOOK.at("plan")
def readers_policy_is_the_same(bench: Bench) -> None:
    bench.policy = bench.plan.policy.encode()


@BOOK.at("plan")
def keys_rotated(bench: Bench) -> None:
    """A witness changed its key between the two logs: the policy counts either, one line is below each head."""
    p = bench.plan
    old = signer("bj.example/witness", WITNESS, "old")
    p.witnesses["old"] = old
    told = policy_of(p.witnesses).replace("witness old", "witness old_bj")
    p.policy = told.replace(
        "group regions 2 bj tj he old", "group bj_either any bj old_bj\ngroup regions all bj_either tj he"
    )
    repolicy(p)
    p.cosigning[min(p.logs)][0] = ("old", p.cosigning[min(p.logs)][0][1])


@BOOK.at("plan")
def one_key_for_both_years(bench: Bench) -> None:
    """A log's key bears its origin; the key itself may be the same."""
    key = signer("x", LOG)
    for origin in bench.plan.logs:
        bench.plan.logs[origin] = type(key)(origin, LOG, key.seed)
    bench.plan.policy = "".join(f"log {it.vkey}\n" for it in bench.plan.logs.values()) + bench.plan.policy
    repolicy(bench.plan)


@BOOK.at("plan")
def second_part_of_a_year(bench: Bench) -> None:
    """After a restore the log goes on as `.2`."""
    p = bench.plan
    last = max(p.logs)
    for _, event in p.leaves():
        if event.slot[0] == last:
            event.slot = (f"{last}.2", event.slot[1])
            event.leaf["log"] = f"{last}.2"
    p.logs[f"{last}.2"] = signer(f"{last}.2", LOG)
    p.cosigning[f"{last}.2"] = p.cosigning.pop(last)
    del p.logs[last]


@BOOK.at("plan")
def cosigned_a_day_before_the_event(bench: Bench) -> None:
    """Clocks may differ by a day, to the microsecond."""
    p = bench.plan
    for _, event in p.leaves():
        event.leaf["ts"] = event.leaf["ts"][:-7] + "000000Z"
    at = int(p.life.at.timestamp()) - 86_400
    origin = p.seal.slot[0]
    p.cosigning[origin] = [(name, at) for name, _ in p.cosigning[origin]]


def lives(name: str, life: Callable[[], Life], change: Callable[[Plan], Any] = lambda p: None) -> None:
    """An odd life."""

    def work(bench: Bench) -> None:
        bench.plan = planned(3, life())
        change(bench.plan)

    BOOK.add(f"life_{name}", "plan", work)


def alone(p: Plan) -> None:
    """The only leaf of its log: an empty path."""
    event = p.events[0]
    p.context.clear()
    event.slot = ("tb.example/jjj/2025", 0)
    p.seal.slot = ("tb.example/jjj/2026", 0)
    for each in (event, p.seal):
        each.leaf.update(log=each.slot[0], idx=each.slot[1])
    p.beyond = 0
    for origin in ("tb.example/jjj/2025", "tb.example/jjj/2026"):
        p.logs[origin] = signer(origin, LOG)
        p.cosigning[origin] = [(name, NOW_SECONDS) for name in p.witnesses]


def longer() -> Life:
    life = born(4)
    for region in life.regions:
        life.act("initiate", region, track="initiated")
    life.act("start", joint="drafting")
    for number in range(36):
        life.act("save_draft", life.regions[number % 3], {"version": number})
    return life


lives("of_one_event", lambda: born(1))
lives("of_one_event_alone_in_its_log", lambda: born(1), alone)
lives("of_forty_events", longer)
lives("in_which_all_declined", lambda: declined())
lives("of_two_suspensions", lambda: suspended())


def declined() -> Life:
    life = born(2)
    for region in life.regions:
        life.act("decline", region, track="declined")
    return life


def suspended() -> Life:
    life = born(5)
    life.act("start", joint="drafting")
    for _ in range(2):
        life.act("suspend", joint="suspended", stood_at="drafting")
        life.act("resume", joint="drafting", stood_at=None)
    return life


plan("no_context", lambda p: p.context.clear())
plan("nothing_beyond", lambda p: setattr(p, "beyond", 0))
plan("much_beyond", lambda p: setattr(p, "beyond", 700))
plan("clock_held", lambda p: p.events[3].leaf.update(clk="held", ts=p.events[2].leaf["ts"]))
plan("on_behalf", lambda p: p.events[3].leaf.update(obo=9))
plan("actors_below_nought", lambda p: p.events[3].leaf.update(actor=-(2**53 - 1), rules=2**53 - 1))
plan("no_request", lambda p: [event.leaf.update(req=None) for event in p.events])
plan("leaf_of_16384_bytes", lambda p: fill(p))
plan("seal_tells_more", lambda p: p.seal.leaf["facts"].update(note="封卷", count=3))
plan("unlawful_in_replay_alone", lambda p: p.folders.update(
    {"data/law/replay.json": canonical([{"seq": 2, "lawful": False, "reasons": ["gate"]}, 7])}))  # fmt: skip
plan("approved_by_clauses", lambda p: by_clauses(p))
plan("rare_han", lambda p: rare(p))
plan("names_of_papers", lambda p: p.names.update({f"data/papers/{n}": "../𠮷\u0301/CON.pdf" for n in p.life.papers}))


def fill(p: Plan) -> None:
    event = p.events[4]
    event.leaf["facts"] = {**event.leaf["facts"], "note": ""}
    event.leaf["facts"]["note"] = "x" * (16_384 - len(canonical(event.leaf)))


def by_clauses(p: Plan) -> None:
    """Approvals on an older text bind by clauses."""
    p.rules = [rule_set(2, "clauses")]
    for event in p.events:
        if event.leaf["act"] == "approve_release":
            event.leaf["text"] = p.events[0].leaf["text"] or sha256(canonical(p.life.texts[0])).hexdigest()


def rare(p: Plan) -> None:
    p.title = '㐂𠮷𪚥𫝀𬺰𰀀\ufa10—\u2028\x7f"\\\b\f\x01'
    p.folders["data/names.json"] = canonical({"persons": {"1": "䶮𤭢", "2": "\ue000\U0010ffff"}})


def unasserted(p: Plan) -> None:
    for event in p.events:
        event.assertion = None


def assertion(name: str, **parts: Any) -> None:
    """Approvals signed in another odd way."""

    def change(p: Plan) -> None:
        for event in p.events:
            if event.assertion is not None:
                event.assertion = asserted(event.statement or b"", **parts)

    plan(f"assertion_{name}", change)


def asserted(statement: bytes, *, ed25519: bool = False, high: bool = False, data: bytes = b"", flags: int = 5) -> Any:
    key = Authenticator(12, is_ed25519=ed25519)
    value = key.assertion(statement, flags)
    value = key.signed(b64decode(value["client_data"]), b64decode(value["authenticator_data"]) + data)
    return {**value, "signature": b64encode(high_s(b64decode(value["signature"]))).decode()} if high else value


def high_s(signature: bytes) -> bytes:
    """n − s in place of a low s, and the other way round: both hold."""
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551 - s)


assertion("ed25519", ed25519=True)
assertion("high_s", high=True)
assertion("not_verified", flags=1)
assertion("with_extensions", data=b"\xa1\x61x\xf5", flags=0x85)
plan("signed_without_assertions", lambda p: unasserted(p))
