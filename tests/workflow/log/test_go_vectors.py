"""Our code gives the verdicts that Go's reference code gave; the recipe is docs/evidence/go.md."""

import json
from base64 import b64decode
from collections import Counter
from pathlib import Path
from typing import Any

from tests.data.tlog.draw import questions
from workflow.log.cosignatures import CosignerKey
from workflow.log.keys import BadNote, VerifierKey
from workflow.log.notes import verify
from workflow.log.tlog import leaf_hash, root_of, verify_consistency, verify_inclusion

DATA = Path(__file__).parents[2] / "data" / "tlog"
Asked = dict[str, Any]


def asked() -> list[Asked]:
    return [json.loads(line) for line in (DATA / "go_vectors.jsonl").read_text("ascii").splitlines()]


def bytes_of(values: list[str]) -> list[bytes]:
    return [b64decode(value) for value in values]


def root(one: Asked) -> bool:
    return root_of(map(leaf_hash, bytes_of(one["leaves"]))) == b64decode(one["root"])


def inclusion(one: Asked) -> bool:
    told = {"index": one["index"], "size": one["size"], "root": b64decode(one["root"])}
    return verify_inclusion(b64decode(one["leaf"]), bytes_of(one["proof"]), **told)


def consistency(one: Asked) -> bool:
    old, new = b64decode(one["old_root"]), b64decode(one["new_root"])
    return verify_consistency(
        bytes_of(one["proof"]), old_size=one["old"], new_size=one["new"], old_root=old, new_root=new
    )


def note(one: Asked) -> list[str] | bool:
    keys = [VerifierKey.parse(vkey) if "+A" in vkey else CosignerKey.parse(vkey) for vkey in one["keys"]]
    try:
        return sorted(line.name for line in verify(b64decode(one["note"]), keys).signatures)
    except BadNote:
        return False


JUDGES = {"root": root, "inclusion": inclusion, "consistency": consistency, "note": note}


def test_the_verdicts_are_those_of_go() -> None:
    told = asked()
    assert [one for one in told if JUDGES[one["kind"]](one) != one["verdict"]] == []
    count = Counter((one["kind"], bool(one["verdict"])) for one in told)
    assert min(count[kind, False] for kind in ("inclusion", "consistency", "note")) > 80
    assert min(count[kind, True] for kind in ("inclusion", "consistency", "note")) > 20


def test_the_questions_are_what_our_code_writes_today() -> None:
    frozen = [{name: value for name, value in one.items() if name != "verdict"} for one in asked()]
    assert list(questions()) == frozen
