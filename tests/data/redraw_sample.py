"""A sample drawn again from its population, as docs/sample.md says: `python redraw_sample.py population.txt SEED N`."""

import hashlib
import sys
from pathlib import Path


def redraw(population: bytes, seed: str, size: int) -> list[str]:
    names = population.decode().split("\n")[:-1]
    hashes = {name: hashlib.sha256((seed + "\n" + name).encode()).hexdigest() for name in names}
    return sorted(names, key=hashes.__getitem__)[:size]


if __name__ == "__main__":
    path, seed, size = sys.argv[1:]
    held = Path(path).read_bytes()
    print(held.count(b"\n"), hashlib.sha256(held).hexdigest())
    print("\n".join(redraw(held, seed, int(size))))
