"""Forged bags: changed by somebody who repaired the ZIP and not the manifests, or not well."""

from collections.abc import Callable

from tests.dossiers.forging import Bench, Book, flipped
from tests.dossiers.making import manifest

BOOK = Book("bag")
MANIFEST, TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
CLASSES = {
    "leaf": ("data/events/", ".leaf"),
    "proof": ("data/events/", ".tlog-proof"),
    "context": ("data/context/", ".leaf"),
    "seal": ("data/seal.leaf", ""),
    "checkpoint": ("data/logs/", ""),
    "key": ("data/keys/", ""),
    "policy": ("data/policy", ""),
    "opening": ("data/openings/", ""),
    "statement": ("data/statements/", ".txt"),
    "assertion": ("data/statements/", ".assertion.json"),
    "text": ("data/texts/", ""),
    "paper": ("data/papers/", ""),
    "law": ("data/law/", ""),
    "names": ("data/names.json", ""),
    "view": ("data/views/", ""),
    "dossier": ("data/dossier.json", ""),
    "readme": ("README.txt", ""),
    "info": ("bag-info.txt", ""),
}


def spoilt(name: str, folder: str, ending: str) -> None:
    """A bit of one file, and the whole file left out."""

    def bit(bench: Bench) -> None:
        path = bench.some(folder, ending)
        bench.rewrite(path, lambda raw: flipped(raw, bench.chance))
        bench.finds("bag.hash", path)

    def dropped(bench: Bench) -> None:
        path = bench.some(folder, ending)
        del bench.files[path]
        bench.finds("bag.missing", path)

    BOOK.add(f"bit_of_{name}", "bag", bit)
    BOOK.add(f"without_{name}", "bag", dropped)


for _name, (_folder, _ending) in CLASSES.items():
    spoilt(_name, _folder, _ending)


def listing(name: str, path: str, change: Callable[[Bench, bytes], bytes]) -> None:
    """A manifest that is not read: nothing else is said of what it lists. Its own hash is repaired."""

    def work(bench: Bench) -> None:
        bench.rewrite(path, lambda raw: change(bench, raw))
        bench.finds("bag.form", path)
        if path == MANIFEST:
            retagged(bench)

    BOOK.add(f"listing_{name}", "bag", work)


def retagged(bench: Bench) -> None:
    tags = {path: raw for path, raw in bench.files.items() if not path.startswith("data/") and path != TAGS}
    bench.files[TAGS] = manifest(tags)


def first(raw: bytes, change: Callable[[bytes], bytes]) -> bytes:
    line, rest = raw.split(b"\n", 1)
    return change(line) + b"\n" + rest


listing("crlf", MANIFEST, lambda b, raw: raw.replace(b"\n", b"\r\n"))
listing("bom", MANIFEST, lambda b, raw: b"\xef\xbb\xbf" + raw)
listing("capitals", MANIFEST, lambda b, raw: first(raw, lambda line: line[:64].upper() + line[64:]))
listing("one_blank", MANIFEST, lambda b, raw: first(raw, lambda line: line.replace(b"  ", b" ")))
listing("star", TAGS, lambda b, raw: first(raw, lambda line: line.replace(b"  ", b" *")))
listing("no_newline", MANIFEST, lambda b, raw: raw[:-1])
listing("empty_line", TAGS, lambda b, raw: raw + b"\n")
listing("twice", MANIFEST, lambda b, raw: first(raw, lambda line: line + b"\n" + line))
listing("climbs", MANIFEST, lambda b, raw: raw + b"0" * 64 + b"  data/../x\n")
listing("percent", MANIFEST, lambda b, raw: raw + b"0" * 64 + b"  data/a%0Ab\n")
listing("decomposed", MANIFEST, lambda b, raw: raw + b"0" * 64 + "  data/e\u0301\n".encode())
listing("elsewhere", MANIFEST, lambda b, raw: raw + b"0" * 64 + b"  README.txt\n")
listing("payload_among_tags", TAGS, lambda b, raw: raw + b"0" * 64 + b"  data/policy\n")
listing("itself", TAGS, lambda b, raw: raw + b"0" * 64 + b"  tagmanifest-sha256.txt\n")
listing("no_utf8", TAGS, lambda b, raw: raw + b"0" * 64 + b"  \xff\n")
listing("long", MANIFEST, lambda b, raw: raw + b"0" * 64 + b"  data/" + b"x" * 256 + b"\n")


@BOOK.at("bag")
def older_version(bench: Bench) -> None:
    bench.rewrite("bagit.txt", lambda raw: raw.replace(b"1.0", b"0.97"))
    retagged(bench)
    bench.finds("bag.form", "bagit.txt")


@BOOK.at("bag")
def bagit_crlf(bench: Bench) -> None:
    bench.rewrite("bagit.txt", lambda raw: raw.replace(b"\n", b"\r\n"))
    bench.finds("bag.form", "bagit.txt")
    bench.finds("bag.hash", "bagit.txt")


@BOOK.at("bag")
def one_more(bench: Bench) -> None:
    for path in ("data/events/999999.leaf", "data/papers/x", "autorun.inf", "metadata/x"):
        bench.files[path] = b"x"
        bench.finds("bag.unlisted", path)


@BOOK.at("bag")
def one_listed_too_many(bench: Bench) -> None:
    bench.rewrite(MANIFEST, lambda raw: raw + b"0" * 64 + b"  data/papers/lost\n")
    retagged(bench)
    bench.finds("bag.missing", "data/papers/lost")


@BOOK.at("bag")
def payload_not_vouched_for(bench: Bench) -> None:
    """The tag manifest does not list the payload's manifest."""
    bench.rewrite(TAGS, lambda raw: b"".join(x for x in raw.splitlines(True) if MANIFEST.encode() not in x))
    bench.finds("bag.unlisted", MANIFEST)


@BOOK.at("bag")
def without_a_manifest(bench: Bench) -> None:
    name = bench.chance.choice([MANIFEST, TAGS])
    del bench.files[name]
    bench.finds("bag.missing", name)


@BOOK.at("bag")
def without_bagit(bench: Bench) -> None:
    del bench.files["bagit.txt"]
    bench.finds("bag.missing", "bagit.txt")


@BOOK.at("bag")
def nothing_of_a_bag(bench: Bench) -> None:
    for name in ("bagit.txt", "bag-info.txt", MANIFEST, TAGS):
        del bench.files[name]
        bench.finds("bag.missing", name)


@BOOK.at("bag")
def renamed(bench: Bench) -> None:
    path = bench.some("data/events/", ".leaf")
    bench.files[path + "x"] = bench.files.pop(path)
    bench.finds("bag.missing", path)
    bench.finds("bag.unlisted", path + "x")
