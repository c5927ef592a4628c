"""Forged contents: openings, signed words, browsers' assertions, texts and papers that no event stands for."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from tests.dossiers.forging import Bench, Book, leaf_path, rejson
from tests.dossiers.lives import canonical
from tests.dossiers.story import Facts, hashed

OPENINGS, DOCUMENTS = Book("openings"), Book("documents")


def opened(name: str, reason: str, change: Callable[[Facts], Any]) -> None:
    """One file of openings, changed; the table is repaired."""

    def work(bench: Bench) -> None:
        path = bench.some("data/openings/")
        rejson(bench, path, change)
        bench.finds(reason, path)

    OPENINGS.add(name, "evidence", work)


def first(fields: Facts) -> Facts:
    found: Facts = fields["name"]
    return found


opened("other_value", "opening.value", lambda it: first(it).update(value="李四"))
opened("other_salt", "opening.value", lambda it: first(it).update(salt=hashed("salt")))
opened("value_normalised", "opening.value", lambda it: first(it).update(value=first(it)["value"] + "\u0301"))
opened("value_empty", "opening.value", lambda it: first(it).update(value=""))
opened("fields_change_places", "opening.value", lambda it: it.update(name=it["opinion"], opinion=it["name"]))
opened("field_unknown", "opening.field", lambda it: it.update(phone=first(it)))
opened("field_renamed", "opening.field", lambda it: it.update(who=it.pop("name")))
opened("receipt", "opening.field", lambda it: it.update(receipt=first(it)))
opened("list", "opening.form", lambda it: [it])
opened("salt_short", "opening.form", lambda it: first(it).update(salt="00"))
opened("salt_in_capitals", "opening.form", lambda it: first(it).update(salt=hashed(1).upper()))
opened("salt_missing", "opening.form", lambda it: first(it).pop("salt") and None)
opened("value_number", "opening.form", lambda it: first(it).update(value=7))
opened("one_more", "opening.form", lambda it: first(it).update(more=""))
opened("text", "opening.form", lambda it: it.update(name="张三"))


@OPENINGS.at("evidence")
def of_another_event(bench: Bench) -> None:
    """A true opening, laid beside an event that commits to nothing."""
    path = bench.some("data/openings/")
    bench.files["data/openings/000001.json"] = bench.files.pop(path)
    bench.finds("opening.field", "data/openings/000001.json")


@OPENINGS.at("evidence")
def of_no_event(bench: Bench) -> None:
    raw = bench.files[bench.some("data/openings/")]
    for name in ("000000.json", "999999.json", "1.json", "seal.json", "000001", "x/000001.json"):
        path = f"data/openings/{name}"
        bench.files[path] = raw
        bench.finds("opening.form", path)


@OPENINGS.at("plan")
def in_a_public_dossier(bench: Bench) -> None:
    bench.plan.profile = "public"
    bench.plan.seal.leaf["facts"]["profile"] = "public"
    for number, event in enumerate(bench.plan.events, 1):
        if event.opening:
            bench.finds("opening.profile", f"data/openings/{number:06}.json")


def statement(number: int) -> str:
    return f"data/statements/{number:06}.txt"


def signed(bench: Bench, *acts: str) -> int:
    """The number of one signed event."""
    acts = acts or ("initiate", "approve_release", "confirm_release")
    return int(bench.event(*acts)[0][-11:-5])


@DOCUMENTS.at("evidence")
def other_words(bench: Bench) -> None:
    path = statement(signed(bench))
    bench.rewrite(path, lambda raw: raw.replace("签署".encode(), "反对".encode()))
    bench.finds("statement.hash", path)


@DOCUMENTS.at("evidence")
def words_of_another(bench: Bench) -> None:
    one, other = statement(signed(bench, "initiate")), statement(signed(bench, "confirm_release"))
    bench.files[one] = bench.files[other]
    bench.finds("statement.hash", one)


@DOCUMENTS.at("evidence")
def words_of_nobody(bench: Bench) -> None:
    for path in (
        statement(1),
        statement(0),
        statement(31_999),
        "data/statements/note.md",
        "data/statements/000001.json",
    ):
        bench.files[path] = canonical({"words": "x"})
        bench.finds("statement.hash", path)


@DOCUMENTS.at("evidence")
def words_left_out(bench: Bench) -> None:
    path = statement(signed(bench))
    del bench.files[path]
    bench.finds("statement.missing", path)


@DOCUMENTS.at("plan")
def all_words_left_out(bench: Bench) -> None:
    """The seal says that papers are withheld, not that statements are."""
    bench.plan.seal.leaf["facts"]["withheld"] = ["papers"]
    bench.plan.life.papers.clear()
    for number, event in enumerate(bench.plan.events, 1):
        if event.statement:
            event.statement = None
            bench.finds("statement.missing", statement(number))


@DOCUMENTS.at("plan")
def some_words_withheld_as_a_kind(bench: Bench) -> None:
    """The seal withholds the kind, and yet some lie here: the others are missing."""
    bench.plan.seal.leaf["facts"]["withheld"] = ["statements"]
    number = signed(bench, "initiate")
    bench.plan.events[number - 1].statement = None
    bench.finds("statement.missing", statement(number))


@DOCUMENTS.at("evidence")
def text_changed(bench: Bench) -> None:
    path = bench.some("data/texts/")
    rejson(bench, path, lambda text: text["clauses"].append("第9条"))
    bench.finds("text.hash", path)


@DOCUMENTS.at("evidence")
def text_invented(bench: Bench) -> None:
    bench.files["data/texts/0009.json"] = canonical({"title": "x"})
    bench.finds("text.hash", "data/texts/0009.json")


@DOCUMENTS.at("evidence")
def paper_changed(bench: Bench) -> None:
    path = bench.some("data/papers/")
    bench.rewrite(path, lambda raw: raw + b"!")
    bench.finds("paper.hash", path)


@DOCUMENTS.at("evidence")
def paper_invented(bench: Bench) -> None:
    path = "data/papers/" + sha256(b"invented").hexdigest()
    bench.files[path] = b"invented"
    bench.finds("paper.hash", path)


@DOCUMENTS.at("evidence")
def paper_exchanged(bench: Bench) -> None:
    """The old one is missing, the new one nobody handed in."""
    path = bench.some("data/papers/")
    del bench.files[path]
    bench.files["data/papers/" + sha256(b"new").hexdigest()] = b"new"
    bench.finds("paper.hash", "data/papers/" + sha256(b"new").hexdigest())
    bench.finds("paper.missing", path)


@DOCUMENTS.at("evidence")
def paper_left_out(bench: Bench) -> None:
    path = bench.some("data/papers/")
    del bench.files[path]
    bench.finds("paper.missing", path)


@DOCUMENTS.at("plan")
def papers_withheld_by_others_names(bench: Bench) -> None:
    """The seal withholds one; another one is not here."""
    names = sorted(bench.plan.life.papers)
    bench.plan.seal.leaf["facts"]["withheld"] = [f"papers/{names[0]}", leaf_path(1)]
    for name in names[:2]:
        del bench.plan.life.papers[name]
    bench.finds("paper.missing", f"data/papers/{names[1]}")
