"""A joint rule beside the terms of its agreement: what its articles fix, and what of it cannot be read."""

from typing import Any, Final

from workflow.accord.content import MARK, entries, parsed
from workflow.shipped import default_terms
from workflow.terms import Terms
from workflow.text import articles
from workflow.text.articles import Article

MOST: Final = 30_000  # signs of a joint rule
RULE: Final = "rule"  # where the content of a change of terms holds the text of the rule


def unknown(told: list[Article]) -> list[str]:
    """What is fixed under a name that no term has."""
    return [f"{one.number}：{key}" for one in told for key, _ in one.fixes if key not in default_terms()]


def unfit(told: list[Article], terms: Terms) -> list[str]:
    """What is fixed to a value that the term cannot take, or twice."""
    found, met = [], set[str]()
    for one in told:
        for key, value in one.fixes:
            if key in default_terms() and (key in met or parsed(key, terms[key].value, value) is None):
                found.append(f"{one.number}：{key} = {value}")
            met.add(key)
    return found


def content(text: str, title: str, terms: Terms) -> dict[str, Any]:
    """What all regions sign: every figure with the article that it rests on, and the text itself."""
    told = articles.read(text)
    fixed = {
        key: {"value": parsed(key, terms[key].value, value), "cites": f"{title}{one.number}", "mark": MARK}
        for one in told
        for key, value in one.fixes
    }
    listed = [{"number": one.number, "words": one.words, "terms": [key for key, _ in one.fixes]} for one in told]
    return {"terms": entries(fixed), RULE: {"title": title, "articles": listed}}
