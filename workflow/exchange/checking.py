"""A package judged by itself and by the keys that are trusted: bytes, manifest, signatures, leaves, texts. Pure: no
database; how it follows the one before is `following`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from workflow.exchange import zipped
from workflow.exchange.manifest import DATA, LEAF, PLACE, PROOFS, BadManifest, Manifest, hashes, loaded
from workflow.log.keys import BadNote, VerifierKey, unbase64
from workflow.log.notes import Checkpoint, parse, verify_checkpoint
from workflow.log.tlog import leaf_hash, verify_inclusion

PARTS: Final = ("project", "comments", "notices", "releases", "leaves", "texts")
LEAF_OF: Final = "package.made"


class Unfit(Exception):
    """Why a package cannot be believed; `key` names the rule whose sentence says it."""

    def __init__(self, key: str, **facts: Any) -> None:
        super().__init__(key)
        self.key, self.facts = key, facts


@dataclass(frozen=True)
class Proved:
    """One log of a package: its head, whose key signed it, and what leads from the head before."""

    head: Checkpoint
    old: int
    consistency: tuple[bytes, ...]
    paths: Mapping[int, tuple[bytes, ...]]


@dataclass(frozen=True)
class Checked:
    """A package whose every byte is accounted for; `key` is the one that signed all of its heads."""

    manifest: Manifest
    files: Mapping[str, bytes]
    logs: Mapping[str, Proved]
    key: VerifierKey

    def told(self, name: str) -> Any:
        """A part of the content."""
        return loaded(self.files[f"{DATA}{name}.json"])


def check(data: bytes, keys: Sequence[VerifierKey]) -> Checked:
    """The package of these bytes; raises Unfit."""
    try:
        files = zipped.read(data)
        manifest = Manifest.read(files.get(PLACE, b""))
        _check_files(manifest, files)
        told = loaded(files[PROOFS])
        key = _key(told, keys)
        logs = {str(one["origin"]): _proved(one, key) for one in told}
        checked = Checked(manifest, files, logs, key)
        _check_seal(checked)
        _check_leaves(checked)
        _check_texts(checked)
    except zipped.BadZip as fault:
        raise Unfit("package_bytes") from fault
    except BadManifest as fault:
        raise Unfit("package_manifest") from fault
    except BadNote as fault:
        raise Unfit("package_signature") from fault
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError) as fault:
        raise Unfit("package_shape") from fault  # what is signed by a trusted key may still be malformed
    return checked


def _check_files(manifest: Manifest, files: Mapping[str, bytes]) -> None:
    beside = {PLACE, LEAF, PROOFS}
    stands = hashes({name: data for name, data in files.items() if name not in beside})
    if not beside <= files.keys() or stands != dict(manifest.files):
        raise Unfit("package_files")
    if not {f"{DATA}{name}.json" for name in PARTS} <= files.keys():
        raise Unfit("package_files")


def _key(told: Any, keys: Sequence[VerifierKey]) -> VerifierKey:
    """The known key that signed the heads."""
    for key in keys:
        if all(_signs(key, one) for one in told):
            return key
    raise Unfit("package_unknown_key")


def _signs(key: VerifierKey, one: Mapping[str, Any]) -> bool:
    try:
        verify_checkpoint(one["checkpoint"].encode(), VerifierKey(one["origin"], key.public), origin=one["origin"])
    except BadNote:
        return False
    return True


def _proved(one: Mapping[str, Any], key: VerifierKey) -> Proved:
    note, origin = one["checkpoint"].encode(), one["origin"]
    if one.keys() != {"origin", "checkpoint", "old", "consistency", "paths"} or len(parse(note).signatures) != 1:
        raise BadNote("not a head with one signature")
    head = verify_checkpoint(note, VerifierKey(origin, key.public), origin=origin)
    paths = {path["index"]: _hashes(path["hashes"]) for path in one["paths"]}
    if isinstance(one["old"], bool) or not isinstance(one["old"], int) or not 0 <= one["old"] <= head.size:
        raise BadNote("not a size before")
    if len(paths) != len(one["paths"]) or any(path.keys() != {"index", "hashes"} for path in one["paths"]):
        raise BadNote("a path stands twice")
    return Proved(head, one["old"], _hashes(one["consistency"]), paths)


def _hashes(told: Sequence[str]) -> tuple[bytes, ...]:
    return tuple(unbase64(one) for one in told)


def _check_seal(checked: Checked) -> None:
    """The maker's log tells this very manifest."""
    raw, manifest = checked.files[LEAF], checked.manifest
    leaf = json.loads(raw)
    said = {"to": manifest.to, "number": manifest.number, "previous": manifest.previous, "manifest": manifest.sha256}
    if (leaf["act"], leaf["log"]) != (LEAF_OF, manifest.log) or not said.items() <= leaf["facts"].items():
        raise Unfit("package_seal")
    if manifest.project.rpartition("/")[2] != str(leaf["facts"]["standard"]):
        raise Unfit("package_seal")
    _lead(checked, manifest.log, leaf["idx"], leaf_hash(raw))


def _check_leaves(checked: Checked) -> None:
    """Every act of the project in its order, none left out, each at its place in a signed log."""
    leaves, project = checked.told("leaves"), checked.told("project")
    if [one["sequence"] for one in leaves] != list(range(1, project["version"] + 1)):
        raise Unfit("package_leaves")
    for one in leaves:
        digest = bytes.fromhex(one["hash"])
        if one["leaf"] is not None:
            _check_leaf(one, project, digest)
        _lead(checked, one["log"], one["index"], digest)
    seal = (checked.manifest.log, json.loads(checked.files[LEAF])["idx"])
    wanted = {seal} | {(one["log"], one["index"]) for one in leaves}
    if {(origin, index) for origin, log in checked.logs.items() for index in log.paths} != wanted:
        raise Unfit("package_leaves")


def _check_leaf(one: Mapping[str, Any], project: Mapping[str, Any], digest: bytes) -> None:
    raw = one["leaf"].encode()
    leaf = json.loads(raw)
    place = (leaf["log"], leaf["idx"], leaf["seq"], leaf["obj"])
    if leaf_hash(raw) != digest or place != (one["log"], one["index"], one["sequence"], f"standard/{project['id']}"):
        raise Unfit("package_leaves")


def _lead(checked: Checked, origin: str, index: int, digest: bytes) -> None:
    log = checked.logs[origin]
    if not verify_inclusion(digest, log.paths[index], index=index, size=log.head.size, root=log.head.root):
        raise Unfit("package_proof", log=origin, n=index)


def _check_texts(checked: Checked) -> None:
    """Each version's words have the hash that its list says."""
    for one in checked.told("texts"):
        raw = checked.files[f"{DATA}texts/{one['number']:04}.json"]
        if sha256(raw).hexdigest() != one["text_hash"]:
            raise Unfit("package_text", n=one["number"])
