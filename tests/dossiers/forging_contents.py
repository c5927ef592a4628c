"""Forged contents: openings, signed words, browsers' assertions, texts and papers that no event stands for."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from tests.dossiers.forging import Bench, Book, leaf_path, rejson
from tests.dossiers.lives import canonical
from tests.dossiers.signing import Authenticator
from tests.dossiers.story import Facts, hashed

OPENINGS, DOCUMENTS = Book("openings"), Book("documents")
Assertion = dict[str, str]


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


def asserted(name: str, reason: str, change: Callable[[Assertion, Bench], Any]) -> None:
    """One browser's assertion, changed."""

    def work(bench: Bench) -> None:
        path = bench.some("data/statements/", ".assertion.json")
        rejson(bench, path, lambda value: change(value, bench))
        bench.finds(reason, path)

    DOCUMENTS.add(f"assertion_{name}", "evidence", work)


def recoded(part: str, change: Callable[[bytes], bytes]) -> Callable[[Assertion, Bench], None]:
    """The part's bytes changed, its base64 well."""
    return lambda value, _: value.update({part: b64encode(change(b64decode(value[part]))).decode()})


def again(change: Callable[[bytes], bytes], data: Callable[[bytes], bytes] = lambda raw: raw) -> Any:
    """Other words of the client, or of the authenticator, signed by a key that the forger owns."""

    def signed_anew(value: Assertion, bench: Bench) -> Assertion:
        key = Authenticator(7, is_ed25519=bench.chance.random() < 0.5)
        client = change(b64decode(value["client_data"]))
        return key.signed(client, data(b64decode(value["authenticator_data"])))

    return signed_anew


def challenged(_: bytes) -> bytes:
    return b64decode(Authenticator(7).assertion(b"other words")["client_data"])


FORM, HOLDS = "assertion.form", "assertion.signature"
asserted("without_key", FORM, lambda it, b: it.pop("public_key") and None)
asserted("one_more", FORM, lambda it, b: it.update(more="x"))
asserted("number", FORM, lambda it, b: {**it, "signature": 7})
asserted("no_base64", FORM, lambda it, b: it.update(signature="!"))
asserted("url_alphabet", FORM, lambda it, b: it.update(signature="-_-_"))
asserted("unpadded", FORM, lambda it, b: it.update(authenticator_data=it["authenticator_data"].rstrip("=") + "="))
asserted("created", FORM, again(lambda raw: raw.replace(b"webauthn.get", b"webauthn.create")))
asserted("blank_in_client", FORM, again(lambda raw: raw.replace(b'","challenge', b'", "challenge')))
asserted("bom_in_client", FORM, again(lambda raw: b"\xef\xbb\xbf" + raw))
asserted("challenge_second", FORM, again(lambda raw: raw.replace(b'{"type', b'{"x":1,"type')))
asserted("data_short", FORM, again(lambda raw: raw, lambda data: data[:36]))
asserted("nobody_present", FORM, again(lambda raw: raw, lambda data: data[:32] + b"\x04" + data[33:]))
asserted("key_of_rsa", FORM, recoded("public_key", lambda raw: b"\xa4\x01\x03\x03\x39\x01\x00" + raw))
asserted("key_longer", FORM, recoded("public_key", lambda raw: raw + b"\0"))
asserted("key_as_es384", FORM, recoded("public_key", lambda raw: raw.replace(b"\x03\x26", b"\x03\x27")[:-1]))
asserted("other_words", "assertion.statement", again(challenged))
asserted(
    "challenge_empty", "assertion.statement", again(lambda raw: b'{"type":"webauthn.get","challenge":"","origin":""}')
)
asserted("signature_bit", HOLDS, recoded("signature", lambda raw: raw[:-1] + bytes([raw[-1] ^ 1])))
asserted("signature_empty", HOLDS, lambda it, b: it.update(signature=""))
asserted("signature_longer", HOLDS, recoded("signature", lambda raw: raw + b"\0"))
asserted("counter_changed", HOLDS, recoded("authenticator_data", lambda raw: raw[:-1] + b"\xff"))
asserted("origin_changed", HOLDS, recoded("client_data", lambda raw: raw.replace(b"tb.ex", b"tc.ex")))
asserted("key_replaced", HOLDS, lambda it, b: it.update(public_key=b64encode(Authenticator(3).cose).decode()))


def der(name: str, change: Callable[[int, int], bytes]) -> None:
    """A signature whose numbers are right and whose spelling is not."""

    def respell(value: Assertion, bench: Bench) -> Assertion:
        value = Authenticator(11).signed(b64decode(value["client_data"]), b64decode(value["authenticator_data"]))
        raw = b64decode(value["signature"])
        r = int.from_bytes(raw[4 : 4 + raw[3]], "big")
        s = int.from_bytes(raw[6 + raw[3] :], "big")
        return {**value, "signature": b64encode(change(r, s)).decode()}

    asserted(f"der_{name}", HOLDS, respell)


def number(value: int, pad: bytes = b"") -> bytes:
    raw = pad + value.to_bytes(value.bit_length() // 8 + 1, "big")
    return bytes([2, len(raw)]) + raw


def pair(*parts: bytes) -> bytes:
    body = b"".join(parts)
    return bytes([0x30, len(body)]) + body


N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
der("raw", lambda r, s: r.to_bytes(32, "big") + s.to_bytes(32, "big"))
der("padded", lambda r, s: pair(number(r, b"\0"), number(s)))
der("long_length", lambda r, s: b"\x30\x81" + pair(number(r), number(s))[1:])
der("three_numbers", lambda r, s: pair(number(r), number(s), number(1)))
der("s_beyond", lambda r, s: pair(number(r), number(s + N)))
der("r_beyond", lambda r, s: pair(number(r + N), number(s)))
der("noughts", lambda r, s: pair(number(0), number(0)))
der("negative", lambda r, s: pair(b"\x02\x20" + (r | 1 << 255).to_bytes(32, "big"), number(s)))


@DOCUMENTS.at("plan")
def assertion_off_the_curve(bench: Bench) -> None:
    number = signed(bench, "approve_release")
    assertion = Authenticator(5).assertion(bench.plan.events[number - 1].statement or b"")
    key = b64decode(assertion["public_key"])
    assertion["public_key"] = b64encode(key[:-1] + bytes([key[-1] ^ 1])).decode()
    bench.plan.events[number - 1].assertion = assertion
    bench.finds(FORM, f"data/statements/{number:06}.assertion.json")


@DOCUMENTS.at("evidence")
def assertion_of_nobody(bench: Bench) -> None:
    """Beside an event that nobody signed, and beside no event."""
    raw = bench.files[bench.some("data/statements/", ".assertion.json")]
    bench.files["data/statements/000001.assertion.json"] = raw
    bench.finds("assertion.statement", "data/statements/000001.assertion.json")
    bench.files["data/statements/031999.assertion.json"] = raw
    bench.finds(FORM, "data/statements/031999.assertion.json")


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
