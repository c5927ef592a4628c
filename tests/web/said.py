"""What is wrong with the numbers of a page as far as the page itself tells."""

import re
from collections import Counter
from collections.abc import Iterator

from tests.web.tree import ROWS, Node, Tree, total

# What is said of a list beside it, in no link.
STATED = re.compile(
    r"^(?:共|其余|另有|全部|还有)? ?(\d+) ?(?:项|件|条|个|份|人|次|处|票|家|起|篇|步|类|种)(?:$|[，：（])"
)
AS_OF = re.compile(r"截至 ?\d{4}")
DAYS = re.compile(r"天|年")  # columns of durations and years
PARTS = frozenset({"section", "article", "li", "header"})


def faults(page: Tree) -> Iterator[str]:
    """Numbers that do not open, are not the length of their list, or do not say what they count, and when."""
    yield from (f"{told} bears no mark" for told in page.unmarked())
    yield from (f"{told} is not the length of a list beside it" for told in stated(page))
    yield from (f"{told} is a count that opens nothing" for told in cells(page))
    counts = [one for one in page.main.all() if "data-count" in one.attrs]
    yield from (f"nothing says what {one.attrs.get('href')} counts" for one in counts if not says_what(one))
    if counts and not AS_OF.search(page.top.text):
        yield "nothing says when it was counted"


def stated(page: Tree) -> Iterator[str]:
    """Numbers said in no link that are not the length of the list that stands with them."""
    for one in page.main.all():
        found = STATED.search(one.own)
        if not found or one.is_counted or one.is_quoted or one.tag in ("option", "label"):
            continue
        near = next((each.lists for each in one.way if each.lists), [])
        fold = one.above if one.tag == "summary" else None
        if int(found[1]) not in (*folded(fold), sum(total(each) for each in near)):
            yield f"{one.tag} {re.sub(chr(92) + 'd', 'N', one.text)}"


def cells(page: Tree) -> Iterator[str]:
    """Numbers in tables of counts that open nothing."""
    for table in (one for one in page.main.all() if one.tag == "table"):
        inside = [one for one in table.all() if one.tag == "td"]
        if not any("data-count" in one.attrs for cell in inside for one in cell.all()):
            continue
        for cell in inside:
            is_open = any("data-count" in one.attrs for one in cell.all())
            is_count = re.fullmatch(r"[1-9]\d*", cell.text) and not DAYS.search(cell.attrs.get("data-th") or "")
            if is_count and not is_open:
                yield f"{cell.attrs.get('data-th')} {re.sub(chr(92) + 'd', 'N', cell.text)}"


def folded(one: Node | None) -> Iterator[int]:
    """How many rows of each sort a fold holds."""
    inside = [each for each in one.all() if each.above is not None and each.above.tag != "thead"] if one else []
    yield from Counter(each.tag for each in inside if each.tag in ROWS).values()


def says_what(one: Node) -> bool:
    """Whether a count says what it counts: in words with it, in a sentence of its part, or one that leads the page."""
    beside = one.text.replace(one.attrs["data-count"] or "", "", 1)
    if re.search(r"\w", beside + (one.attrs.get("aria-label") or one.attrs.get("title") or "")):
        return True
    part = next((each for each in one.way if each.tag in PARTS), None)
    if part is not None and part.tag in ("li", "article", "header"):
        return bool(re.search(r"[^\W\d]", part.text))
    whole = [each for each in one.way][-1]
    near = [each for each in part.all() if each.tag in ("p", "caption", "small")] if part is not None else []
    lead = [each for each in whole.all() if "lead" in (each.attrs.get("class") or "").split()]
    return any(re.search(r"[^\W\d]", each.own) for each in (*near, *lead))
