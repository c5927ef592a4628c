"""Writes the parts of the documentation that are read off the code, between their markers; `--check` only compares.

A part is what stands between `<!-- name -->` and `<!-- /name -->` in its page; all else in a page is written by hand.
"""

import re
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

from workflow.process.diagram import diagrams
from workflow.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]


def settings() -> str:
    """The table of settings."""
    rows = [
        f"| `{PREFIX}{setting.name.upper()}` | {f'`{setting.default}`' if setting.default else '–'} "
        f"| {setting.metadata['meaning']} |"
        for setting in fields(Settings)
    ]
    return "\n".join(["| variable | default | meaning |", "|---|---|---|", *rows])


PARTS: dict[str, tuple[str, Callable[[], str]]] = {
    "settings": ("docs/SETTINGS.md", settings),
    "diagram": ("README.md", diagrams),
}


def renewed(page: str, name: str, part: str) -> str:
    """The page with that part written anew."""
    between = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.DOTALL)
    if not between.search(page):
        raise ValueError(f"the page has no place for the part '{name}'")
    return between.sub(lambda _: f"\n{part}\n\n", page)


def stale() -> dict[Path, str]:
    """The pages that no longer say what the code says, with what they should say."""
    pages: dict[Path, str] = {}
    for name, (file, write) in PARTS.items():
        path = ROOT / file
        pages[path] = renewed(pages.get(path) or path.read_text(encoding="utf-8"), name, write())
    return {path: page for path, page in pages.items() if path.read_text(encoding="utf-8") != page}


def main() -> int:
    """Write, or with `--check` report, what is stale."""
    only_check = "--check" in sys.argv[1:]
    behind = stale()
    for path, page in behind.items():
        print(f"{path.relative_to(ROOT)}: {'stale, run make docs' if only_check else 'written'}")
        if not only_check:
            path.write_text(page, encoding="utf-8")
    return 1 if behind and only_check else 0


if __name__ == "__main__":
    sys.exit(main())
