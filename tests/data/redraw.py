"""A draw done again from its published record alone, as docs/draw.md says: `python redraw.py record.json`."""

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any


def redraw(record: dict[str, Any]) -> tuple[str, list[int] | None]:
    f, shares = record["frozen"], record["shares"]
    lines = ["tongbiao-draw/1", f"size {f['size']}"]
    for c in sorted(f["candidates"], key=lambda c: c["id"]):
        lines.append("\t".join(["candidate", str(c["id"]), c["region"], c["group"], c["unit"], *sorted(c["codes"])]))
    lines += ["\t".join([kind, s, v, str(n)]) for kind in ("least", "most") for s, v, n in f[kind]]
    lines += ["\t".join(["share", code, shares[code]["share"]]) for code in sorted(shares)]
    assert all(sha256(s["share"].encode()).hexdigest() == s["commitment"] for s in shares.values())
    seed = sha256("\n".join(lines).encode()).hexdigest()
    for attempt in range(1000):
        order = sorted(f["candidates"], key=lambda c: sha256(f"{seed}:{attempt}:{c['id']}".encode()).hexdigest())
        taken: list[dict[str, Any]] = []
        for stratum, value, least in f["least"] + [["all", "", f["size"]]]:
            fits = [c for c in order if stratum == "all" or (any(k.startswith(value) for k in c["codes"])
                    if stratum == "field" else c[stratum] == value)]  # fmt: skip
            for c in fits:
                full = any(v in ("*", c[s]) and [t[s] for t in taken].count(c[s]) >= n for s, v, n in f["most"])
                enough = sum(t in fits for t in taken) >= least or len(taken) == f["size"]
                if c not in taken and not full and not enough:
                    taken.append(c)
            if sum(t in fits for t in taken) < least:
                break
        else:
            return seed, [c["id"] for c in taken]
    return seed, None


if __name__ == "__main__":
    told = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    made, ids = redraw(told)
    print(made)
    print("\n".join(told["names"][str(i)]["name"] for i in ids or []))
