"""Forged keys and policies: who counts as a witness, and whose log it is."""

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256

from tests.dossiers.forging import Bench, Book
from tests.dossiers.making import policy_of, repolicy
from tests.dossiers.signing import LOG, WITNESS, Signer, signer

BOOK = Book("keys")
POLICY = "data/policy"
# Found by trying: of each pair name and id are the same, the keys are not.
TWIN_WITNESSES = [Signer("twin.example/witness", WITNESS, n.to_bytes(32, "big")) for n in (44855, 59829)]
TWIN_LOGS = [Signer("twin.example/log", LOG, n.to_bytes(32, "big")) for n in (21486, 55956)]


def keyed(name: str, change: Callable[[str], str]) -> None:
    """The key file of one log, changed."""

    def work(bench: Bench) -> None:
        path = bench.some("data/keys/")
        bench.rewrite(path, lambda raw: change(raw.decode()).encode())
        bench.finds("key.form", path)

    BOOK.add(f"key_{name}", "evidence", work)


def told(name: str, kind: int, public: bytes) -> str:
    material = bytes([kind]) + public
    key_id = sha256(name.encode() + b"\n" + material).digest()[:4]
    return f"{name}+{key_id.hex()}+{b64encode(material).decode()}\n"


def origin(vkey: str) -> str:
    return vkey.split("+")[0]


keyed("of_another_log", lambda vkey: signer("tb.example/jjj/2024", LOG).vkey + "\n")
keyed("with_another_id", lambda vkey: vkey.replace(vkey.split("+")[1], "00000000"))
keyed("id_in_capitals", lambda vkey: vkey.replace(vkey.split("+")[1], vkey.split("+")[1].upper() + "A")[:-1] + "\n")
keyed("of_a_witness", lambda vkey: signer(origin(vkey), WITNESS).vkey + "\n")
keyed("too_short", lambda vkey: told(origin(vkey), LOG, bytes(31)))
keyed("too_long", lambda vkey: told(origin(vkey), LOG, bytes(33)))
keyed("twice", lambda vkey: vkey * 2)
keyed("without_newline", lambda vkey: vkey[:-1])
keyed("crlf", lambda vkey: vkey[:-1] + "\r\n")
keyed("blank", lambda vkey: " " + vkey)
keyed("without_padding", lambda vkey: vkey.rstrip("\n") + "=\n")
keyed("url_alphabet", lambda vkey: vkey[:-3] + "-_\n")
keyed("empty", lambda vkey: "")
keyed("han", lambda vkey: "日志" + vkey)
keyed("unused_bits", lambda vkey: told(origin(vkey), LOG, bytes(31))[:-2] + "B\n")


def ruled(name: str, change: Callable[[str], str]) -> None:
    """A text that is no policy; seal and description name it as it is."""

    def work(bench: Bench) -> None:
        before = bench.plan.policy
        bench.plan.policy = change(before)
        assert bench.plan.policy != before
        repolicy(bench.plan)
        bench.finds("policy.form", POLICY)

    BOOK.add(f"policy_{name}", "plan", work)


WITNESS_KEY, LOG_KEY = signer("x.example/w", WITNESS).vkey, signer("x.example/log", LOG).vkey
ruled("empty", lambda text: "")
ruled("without_newline", lambda text: text[:-1])
ruled("crlf", lambda text: text.replace("\n", "\r\n"))
ruled("control", lambda text: text + "# \x07\n")
ruled("delete", lambda text: text + "# \x7f\n")
ruled("without_quorum", lambda text: text.replace("quorum regions\n", ""))
ruled("two_quorums", lambda text: text + "quorum none\n")
ruled("quorum_unknown", lambda text: text.replace("quorum regions", "quorum others"))
ruled("quorum_of_two", lambda text: text.replace("quorum regions", "quorum bj tj"))
ruled("quorum_first", lambda text: "quorum regions\n" + text.replace("quorum regions\n", ""))
ruled("other_word", lambda text: text + "mirror x\n")
ruled("capital_word", lambda text: text.replace("quorum", "Quorum"))
ruled("name_twice", lambda text: text.replace("witness tj", "witness bj"))
ruled("name_none", lambda text: text + f"witness none {WITNESS_KEY}\n")
ruled("key_of_two", lambda text: text + f"witness sh {text.split()[9]}\n")
ruled("witness_without_key", lambda text: text + "witness sh\n")
ruled("witness_with_a_logs_key", lambda text: text + f"witness sh {LOG_KEY}\n")
ruled("witness_with_four_words", lambda text: text + f"witness sh {WITNESS_KEY} https://x.example more\n")
ruled("log_with_a_witness_key", lambda text: f"log {WITNESS_KEY}\n" + text)
ruled("log_twice", lambda text: f"log {LOG_KEY}\nlog {LOG_KEY} https://x.example\n" + text)
ruled("log_without_key", lambda text: "log\n" + text)
ruled("group_of_nobody", lambda text: text + "group x any\n")
ruled("group_of_a_taken_name", lambda text: text + f"witness sh {WITNESS_KEY}\ngroup bj any sh\n")
ruled("group_named_none", lambda text: text + f"witness sh {WITNESS_KEY}\ngroup none any sh\n")
ruled("group_of_two_words", lambda text: text + "group x\n")
ruled("group_of_strangers", lambda text: text + "group x any sh\n")
ruled("group_of_itself", lambda text: text + "group x any x\n")
ruled("group_of_none", lambda text: text + "group x any none\n")
ruled("member_twice", lambda text: text.replace("2 bj tj he", "2 bj bj he"))
ruled("member_of_two", lambda text: text + "group x any bj\n")
ruled("threshold_nought", lambda text: text.replace("regions 2", "regions 0"))
ruled("threshold_too_great", lambda text: text.replace("regions 2", "regions 4"))
ruled("threshold_very_great", lambda text: text.replace("regions 2", "regions " + "9" * 400))
ruled("threshold_written_long", lambda text: text.replace("regions 2", "regions 02"))
ruled("threshold_in_words", lambda text: text.replace("regions 2", "regions most"))
ruled("threshold_wide", lambda text: text.replace("regions 2", "regions ２"))


@BOOK.at("evidence")
def policy_no_utf8(bench: Bench) -> None:
    """And so not the one that was sealed."""
    bench.files[POLICY] = b"\xff\n"
    bench.finds("policy.form", POLICY)
    bench.finds("policy.hash", POLICY)


@BOOK.at("evidence")
def policy_replaced(bench: Bench) -> None:
    """One that asks for less: the table is repaired, the seal cannot be."""
    bench.rewrite(POLICY, lambda raw: raw.replace(b"regions 2", b"regions 1"))
    bench.finds("policy.hash", POLICY)


@BOOK.at("plan")
def description_of_another_policy(bench: Bench) -> None:
    bench.plan.retold = lambda d: d.update(policy="0" * 64)
    bench.finds("policy.hash", POLICY)


@BOOK.at("plan")
def seal_of_no_policy(bench: Bench) -> None:
    bench.plan.seal.leaf["facts"]["policy"] = bench.chance.choice([None, ["x"], {"a": 1}, 7])
    bench.finds("policy.hash", POLICY)


@BOOK.at("plan")
def readers_other_policy(bench: Bench) -> None:
    """All is well in itself: the forger made witnesses of his own. Only the reader's policy tells."""
    bench.policy = bench.plan.policy.encode()
    bench.plan.witnesses = {name: signer(name, WITNESS, "forger") for name in bench.plan.witnesses}
    bench.plan.policy = policy_of(bench.plan.witnesses)
    repolicy(bench.plan)
    bench.finds("policy.hash", POLICY)


@BOOK.at("plan")
def readers_none(bench: Bench) -> None:
    bench.policy = b"quorum none\n"
    bench.finds("policy.hash", POLICY)


@BOOK.at("plan")
def log_not_trusted(bench: Bench) -> None:
    """The policy knows other logs; this one's key is the forger's."""
    real = {name: signer(name, LOG, "real") for name in bench.plan.logs}
    bench.plan.policy = "".join(f"log {key.vkey}\n" for key in real.values()) + bench.plan.policy
    repolicy(bench.plan)
    bench.finds("key.policy", *(f"data/keys/{n:02}.vkey" for n in range(1, len(real) + 1)))


@BOOK.at("plan")
def one_log_not_trusted(bench: Bench) -> None:
    bench.plan.policy = f"log {bench.plan.logs[min(bench.plan.logs)].vkey}\n" + bench.plan.policy
    repolicy(bench.plan)
    bench.finds("key.policy", *(f"data/keys/{n:02}.vkey" for n in range(2, len(bench.plan.logs) + 1)))


@BOOK.at("plan")
def twin_witnesses(bench: Bench) -> None:
    twins = [f"witness twin{n} {key.vkey}" for n, key in enumerate(TWIN_WITNESSES)]
    bench.plan.policy = "\n".join([*twins, bench.plan.policy])
    repolicy(bench.plan)
    bench.finds("key.collision", POLICY)


@BOOK.at("plan")
def twin_logs(bench: Bench) -> None:
    bench.plan.policy = (
        "".join(f"log {key.vkey}\n" for key in (*TWIN_LOGS, *bench.plan.logs.values())) + bench.plan.policy
    )
    repolicy(bench.plan)
    bench.finds("key.collision", POLICY)
