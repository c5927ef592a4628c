"""What a leaf's bytes say, read so that none can stop a reader."""

import json
from collections.abc import Mapping
from typing import Any

FORM: Mapping[str, type | tuple[type, ...]] = {
    "log": str, "idx": int, "ts": str, "obj": str, "seq": int, "act": str, "from": dict, "to": dict, "facts": dict,
    "commit": dict, "files": list, "actor": (int, type(None)), "seat": (int, type(None)), "region": (str, type(None)),
    "rules": (int, type(None)), "cer": (str, type(None)),
}  # fmt: skip


def told(leaf: bytes) -> dict[str, Any] | None:
    """What a leaf says, or nothing if its bytes are no longer a leaf."""
    try:
        value = json.loads(leaf)
        value["obj"].rpartition("/")[2].encode("ascii")
        is_whole = all(isinstance(value[name], kind) for name, kind in FORM.items())
        return value if is_whole and int(value["obj"].rpartition("/")[2]) >= 0 else None
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        return None
