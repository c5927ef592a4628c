"""Forged assertions: what a browser's key never said, or said of other words."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any

from tests.dossiers.forging import Bench, Book, rejson
from tests.dossiers.signing import Authenticator

BOOK = Book("assertions")
Assertion = dict[str, str]


def asserted(name: str, reason: str, change: Callable[[Assertion, Bench], Any]) -> None:
    """One browser's assertion, changed."""

    def work(bench: Bench) -> None:
        path = bench.some("data/statements/", ".assertion.json")
        rejson(bench, path, lambda value: change(value, bench))
        bench.finds(reason, path)

    BOOK.add(name, "evidence", work)


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
der("other_number", lambda r, s: pair(b"\3" + number(r)[1:], number(s)))
der("other_pair", lambda r, s: b"\x31" + pair(number(r), number(s))[1:])
der("empty_number", lambda r, s: pair(b"\2\0", number(r), number(s)))
der("too_long_a_number", lambda r, s: pair(number(r), number(s)[:1] + b"\x7f" + number(s)[2:]))
der("unequal_length", lambda r, s: pair(number(r), number(s))[:1] + b"\x05" + pair(number(r), number(s))[2:])
der("noughts", lambda r, s: pair(number(0), number(0)))
der("negative", lambda r, s: pair(b"\x02\x20" + (r | 1 << 255).to_bytes(32, "big"), number(s)))


@BOOK.at("plan")
def off_the_curve(bench: Bench) -> None:
    number = int(bench.event("approve_release")[0][-11:-5])
    assertion = Authenticator(5).assertion(bench.plan.events[number - 1].statement or b"")
    key = b64decode(assertion["public_key"])
    assertion["public_key"] = b64encode(key[:-1] + bytes([key[-1] ^ 1])).decode()
    bench.plan.events[number - 1].assertion = assertion
    bench.finds(FORM, f"data/statements/{number:06}.assertion.json")


@BOOK.at("evidence")
def of_nobody(bench: Bench) -> None:
    """Beside an event that nobody signed, and beside no event."""
    raw = bench.files[bench.some("data/statements/", ".assertion.json")]
    bench.files["data/statements/000001.assertion.json"] = raw
    bench.finds("assertion.statement", "data/statements/000001.assertion.json")
    bench.files["data/statements/031999.assertion.json"] = raw
    bench.finds(FORM, "data/statements/031999.assertion.json")
