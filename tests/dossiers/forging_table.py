"""Forged descriptions: a bag that is whole and a `dossier.json`, or another JSON file, that is not."""

from collections.abc import Callable
from typing import Any

from tests.dossiers.forging import Bench, Book, rejson, without
from tests.dossiers.making import listed
from tests.dossiers.story import Facts

BOOK = Book("dossier")
DOSSIER = "data/dossier.json"


def spelled(name: str, raw: bytes) -> None:
    """A JSON file that a lenient reader reads and that is not canonical, in three places; the table is repaired."""

    def work(bench: Bench) -> None:
        path = bench.chance.choice(["data/names.json", "data/law/replay.json", bench.some("data/openings/")])
        bench.files[path] = raw
        bench.finds("json.form", path)

    BOOK.add(f"json_{name}", "evidence", work)


spelled("empty", b"")
spelled("key_twice", b'{"a":1,"a":1}')
spelled("key_twice_inside", b'{"a":{"b":1,"b":2}}')
spelled("unsorted", b'{"b":1,"a":2}')
spelled("blank", b'{"a": 1}')
spelled("newline_behind", b'{"a":1}\n')
spelled("bom", b'\xef\xbb\xbf{"a":1}')
spelled("utf16", '{"a":1}'.encode("utf-16"))
spelled("no_utf8", b'{"a":"\xff"}')
spelled("surrogate", b'{"a":"\\ud800"}')
spelled("surrogate_bytes", b'{"a":"\xed\xa0\x80"}')
spelled("surrogate_pair", b'{"a":"\\ud842\\udfb7"}')
spelled("escaped_slash", b'{"a":"\\/"}')
spelled("escaped_letter", b'{"a":"\\u0041"}')
spelled("escape_in_capitals", b'{"a":"\\u001F"}')
spelled("long_escape", b'{"a":"\\u000a"}')
spelled("raw_control", b'{"a":"\n"}')
spelled("float", b'{"a":1.0}')
spelled("exponent", b'{"a":1e3}')
spelled("too_great", b'{"a":9007199254740992}')
spelled("too_small", b'{"a":-9007199254740992}')
spelled("sixty_four_bits", b'{"a":18446744073709551615}')
spelled("very_great", b'{"a":' + b"9" * 5000 + b"}")
spelled("nought_in_front", b'{"a":01}')
spelled("minus_nought", b'{"a":-0}')
spelled("plus", b'{"a":+1}')
spelled("nan", b'{"a":NaN}')
spelled("infinity", b'{"a":-Infinity}')
spelled("capital_key", b'{"A":1}')
spelled("long_key", b'{"' + b"a" * 33 + b'":1}')
spelled("empty_key", b'{"":1}')
spelled("han_key", '{"名":1}'.encode())
spelled("deep", b"[" * 66 + b"]" * 66)
spelled("very_deep", b"[" * 50_000 + b"]" * 50_000)
spelled("deep_without_end", b'{"a":' * 20_000)
spelled("two_values", b"{}{}")
spelled("comma_behind", b'{"a":1,}')
spelled("comment", b'{"a":1}//x')
spelled("single_quotes", b"{'a':1}")
spelled("True", b'{"a":True}')


@BOOK.at("table")
def json_of_the_dossier(bench: Bench) -> None:
    bench.rewrite(DOSSIER, lambda raw: raw.replace(b'","', b'", "', 1))
    bench.finds("json.form", DOSSIER)


def shaped(name: str, change: Callable[[Facts], Any]) -> None:
    """A `dossier.json` that is canonical and not of its form."""

    def work(bench: Bench) -> None:
        rejson(bench, DOSSIER, change)
        bench.finds("dossier.form", DOSSIER)

    BOOK.add(f"form_{name}", "table", work)


shaped("list", lambda d: [d])
shaped("null", lambda d: 0)
for _member in ("format", "profile", "standard", "events", "logs", "policy", "files"):
    shaped(f"without_{_member}", without(_member))
shaped("one_more", lambda d: d.update(more=1))
shaped("version_2", lambda d: d.update(format="tongbiao-dossier/2"))
shaped("profile", lambda d: d.update(profile="secret"))
shaped("profile_list", lambda d: d.update(profile=["full"]))
shaped("number_as_text", lambda d: d["standard"].update(id="17"))
shaped("number_true", lambda d: d["standard"].update(id=True))
shaped("number_nought", lambda d: d["standard"].update(id=0))
shaped("another_standard", lambda d: d["standard"].update(id=18))
shaped("title_null", lambda d: d["standard"].update(title=None))
shaped("title_more", lambda d: d["standard"].update(title_fr="x"))
shaped("no_events", lambda d: d.update(events=0))
shaped("countless_events", lambda d: d.update(events=2**53 - 1))
shaped("true_events", lambda d: d.update(events=True))
shaped("no_logs", lambda d: d.update(logs=[]))
shaped("logs_turned", lambda d: d["logs"].reverse())
shaped("log_twice", lambda d: d["logs"].append(d["logs"][-1]))
shaped("log_elsewhere", lambda d: d["logs"][0].update(checkpoint="data/logs/1.checkpoint"))
shaped("log_key_elsewhere", lambda d: d["logs"][0].update(key="data/keys/02.vkey"))
shaped("log_of_nothing", lambda d: d["logs"][0].update(size=0))
shaped("policy_in_capitals", lambda d: d.update(policy=d["policy"].upper()))
shaped("files_object", lambda d: d.update(files={}))
shaped("files_turned", lambda d: d["files"].reverse())
shaped("file_twice", lambda d: d["files"].insert(0, d["files"][0]))
shaped("file_without_size", lambda d: d["files"][0].pop("size") and None)
shaped("file_climbs", lambda d: d["files"].insert(0, {**d["files"][0], "path": "../x"}))
shaped("file_negative", lambda d: d["files"][0].update(size=-1))


@BOOK.at("zip")
def top_of_another_form(bench: Bench) -> None:
    top = bench.chance.choice(["dossier-18-00000000", "dossier-17-0000000", "dossier-17-0000000G", "卷宗"])
    for item in bench.items:
        item.name = item.name.replace(bench.top.encode(), top.encode())
        item.flags = 0 if item.name.isascii() else 0x800
    bench.finds("dossier.form", DOSSIER)


def tabled(name: str, change: Callable[[Bench, Facts], str]) -> None:
    """A line of the table that does not fit; the change tells which."""

    def work(bench: Bench) -> None:
        rejson(bench, DOSSIER, lambda d: bench.finds("dossier.files", change(bench, d)))

    BOOK.add(f"files_{name}", "table", work)


def line(bench: Bench, d: Facts, **values: Any) -> str:
    entry: Facts = bench.chance.choice([file for file in d["files"] if file["kind"] != "papers"])
    entry.update(values)
    return str(entry["path"])


def struck(bench: Bench, d: Facts) -> str:
    entry = bench.chance.choice(d["files"])
    d["files"].remove(entry)
    return str(entry["path"])


def invented(bench: Bench, d: Facts) -> str:
    d["files"].append(listed("data/views/x", b"x", {}))
    d["files"].sort(key=lambda file: file["path"])
    return "data/views/x"


tabled("struck", struck)
tabled("invented", invented)
tabled("other_hash", lambda b, d: line(b, d, sha256="0" * 64))
tabled("other_size", lambda b, d: line(b, d, size=2**53 - 1))
tabled("other_kind", lambda b, d: line(b, d, kind="others"))
tabled("named", lambda b, d: line(b, d, name="a.pdf"))


@BOOK.at("table")
def changed_and_manifest_repaired(bench: Bench) -> None:
    """He repairs the manifests and forgets the table."""
    path = bench.some("data/", ".leaf")
    bench.rewrite(path, lambda raw: raw + b" ")
    bench.finds("dossier.files", path)


@BOOK.at("evidence")
def strangers(bench: Bench) -> None:
    for path in ("data/more/x", "data/x", "data/logs/09.checkpoint", "data/keys/x", "data/law", "data/Policy.txt"):
        if path != "data/law":
            bench.files[path] = b"x"
            bench.finds("dossier.files", path)


def lacking(name: str, path: str) -> None:
    """A file that no dossier is without; the table says nothing of it."""

    def work(bench: Bench) -> None:
        del bench.files[path]
        bench.finds("dossier.files", path)

    BOOK.add(f"lacking_{name}", "evidence", work)


for _name in ("policy", "names.json", "seal.leaf", "law/process.json", "law/rules.json", "law/replay.json"):
    lacking(_name.replace("/", "_").replace(".", "_"), f"data/{_name}")


@BOOK.at("table")
def lacking_key(bench: Bench) -> None:
    path = bench.some("data/keys/")
    del bench.files[path]
    rejson(bench, DOSSIER, lambda d: d["files"].remove(next(f for f in d["files"] if f["path"] == path)))
    bench.finds("dossier.files", path)
