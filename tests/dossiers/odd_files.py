"""Odd containers, bags and folders that are valid, and the three profiles."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

from tests.dossiers.forging import Bench, Book
from tests.dossiers.forging_bag import retagged
from tests.dossiers.lives import canonical
from tests.dossiers.making import manifest, planned
from tests.dossiers.zips import item

BOOK = Book("odd_files")


def profiled(profile: str) -> None:
    """An honest dossier of this profile."""

    def work(bench: Bench) -> None:
        bench.plan = planned(2, profile=profile)

    BOOK.add(f"profile_{profile}", "plan", work)


for _profile in ("full", "regulator", "public"):
    profiled(_profile)


def folder(name: str, change: Callable[[Bench], Any]) -> None:
    BOOK.add(name, "evidence", lambda bench: change(bench) and None)


def without(bench: Bench, start: str) -> None:
    for path in [path for path in bench.files if path.startswith(start)]:
        del bench.files[path]


@BOOK.at("plan")
def papers_withheld(bench: Bench) -> None:
    bench.plan.seal.leaf["facts"]["withheld"] = ["papers", "papers/x", "secrets"]
    bench.plan.life.papers.clear()


@BOOK.at("plan")
def statements_withheld(bench: Bench) -> None:
    bench.plan.seal.leaf["facts"]["withheld"] = ["statements"]
    for event in bench.plan.events:
        event.statement = event.assertion = None


@BOOK.at("plan")
def single_files_withheld(bench: Bench) -> None:
    """One paper and one statement, of which the assertion is still here."""
    name = min(bench.plan.life.papers)
    del bench.plan.life.papers[name]
    number, event = next((n, e) for n, e in enumerate(bench.plan.events, 1) if e.assertion)
    event.statement = None
    bench.plan.seal.leaf["facts"]["withheld"] = [f"papers/{name}", f"statements/{number:06}.txt"]


@BOOK.at("plan")
def paper_of_no_bytes(bench: Bench) -> None:
    bench.plan.events[3].leaf["files"] += [bench.plan.life.paper(b""), bench.plan.life.paper(b"\0" * 3_000_000)]


@BOOK.at("plan")
def figure_of_a_text(bench: Bench) -> None:
    """No event handed it in: the text names it."""
    figure = bench.plan.life.paper(b"\x89PNG figure")
    text = bench.plan.life.texts[0]
    event = next(
        e for e in bench.plan.events if e.leaf["facts"].get("text_hash") == sha256(canonical(text)).hexdigest()
    )
    text["clauses"].append(f"![图1](sha256:a{figure})")
    event.leaf["facts"]["text_hash"] = sha256(canonical(text)).hexdigest()


folder("no_openings", lambda b: without(b, "data/openings/"))
folder("no_texts", lambda b: without(b, "data/texts/"))
folder("no_views", lambda b: without(b, "data/views/"))
folder("opening_of_nothing", lambda b: b.files.update({"data/openings/000001.json": b"{}"}))
folder("views_of_any_kind", lambda b: b.files.update(
    {"data/views/a/b.json": b"{ }\n", "data/archive/eep.json": b"\xff", "data/forms/x.pdf": b"%PDF"}))  # fmt: skip
folder("view_named_in_han", lambda b: b.files.update({"data/views/时间轴.html": b"<p>"}))
folder("deep_json", lambda b: b.files.update({"data/names.json": b"[" * 65 + b"]" * 65}))
folder("brackets_in_words", lambda b: b.files.update({"data/names.json": canonical("[{" * 300)}))
folder("escapes", lambda b: b.files.update(
    {"data/names.json": b'"\\b\\t\\n\\f\\r\\u0000\\u001f\\"\\\\/\x7f\xe2\x80\xa8"'}))  # fmt: skip
folder("greatest_numbers", lambda b: b.files.update({"data/names.json": b"[-9007199254740991,0,9007199254740991]"}))
folder("longest_key", lambda b: b.files.update({"data/names.json": canonical({"_" * 32: None, "0": True})}))
folder("proof_with_extra", lambda b: b.rewrite(
    "data/seal.tlog-proof", lambda raw: raw.replace(b"\nindex", b"\nextra AAECAw==\nindex", 1)))  # fmt: skip
folder("proof_with_empty_extra", lambda b: b.rewrite(
    "data/seal.tlog-proof", lambda raw: raw.replace(b"\nindex", b"\nextra \nindex", 1)))  # fmt: skip


@BOOK.at("bag")
def tag_files_of_ones_own(bench: Bench) -> None:
    bench.files |= {"说明.txt": b"x", "metadata/a b.xml": b"<x/>", "verify.py": b"#", "bag-info.txt": b""}
    retagged(bench)


@BOOK.at("bag")
def manifests_in_another_order(bench: Bench) -> None:
    name = "manifest-sha256.txt"
    bench.rewrite(name, lambda raw: b"".join(reversed(raw.splitlines(True))))
    retagged(bench)
    bench.rewrite("tagmanifest-sha256.txt", lambda raw: b"".join(reversed(raw.splitlines(True))))


@BOOK.at("zip")
def entries_in_another_order(bench: Bench) -> None:
    bench.chance.shuffle(bench.items)


@BOOK.at("zip")
def made_elsewhere(bench: Bench) -> None:
    """By a DOS program, at another hour, all names said to be UTF-8."""
    told = {"time": 0x7D1C, "date": 0x5A21, "needs": 10}
    bench.items = [
        replace(each, made=20, attributes=0x20, flags=0x800, local=told, central={**told, "needs": 20})
        for each in bench.items
    ]


@BOOK.at("bag")
def longest_name(bench: Bench) -> None:
    room = 255 - len(bench.top) - 1 - len("notes/")
    bench.files["notes/" + "n" * room] = b"x"
    retagged(bench)


@BOOK.at("zip")
def names_apart_by_a_letter(bench: Bench) -> None:
    """Alike to the eye, not to any file system."""
    words = ["I", "1", "l", "Ⅰ", "一", "ー"]
    names = [f"{bench.top}/notes/{word}" for word in words]
    bench.items += [item(name, b"x") for name in names]
    tags = next(each for each in bench.items if each.name.endswith(b"/tagmanifest-sha256.txt"))
    tags.data += manifest({f"notes/{word}": b"x" for word in words})
