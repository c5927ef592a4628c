"""What stands beside a released text: its story in public acts, who drafted it, its kin, how to cite it."""

from typing import Any

from flask import g

from web.entered import PUBLIC as REGISTERS
from web.present import day, region, seal, title
from web.views.portal import around
from workflow import clock
from workflow.picture.standing import Standing
from workflow.reads import declared, told
from workflow.reads.numbered import slug
from workflow.reads.public import Edition
from workflow.reads.told import Told
from workflow.records.standards import Standard
from workflow.vocabulary import LIVE
from workflow.words import say, tell

Json = dict[str, Any]
MARKS = {"release": "发", "register_release": "补", "enter_into_force": "施", "replace": "替"}


def beside(found: Edition, base: str) -> Json:
    """All of it, for the page of one standard."""
    standing = found.standing
    older, newer = told.kin(g.session, standing.standard)
    address = stable(found, base)
    return {
        "history": [_entry(standing, one) for one in told.history(g.session, standing.standard.id)],
        "units": list(dict.fromkeys(one.unit for one in standing.drafters if one.unit)),
        "replaces": _kin(older) if older else None,
        "replaced_by": [_kin(one) for one in newer],
        "entries": around(standing.standard.id),
        "used": used(found),
        "address": address,
        "citations": citations(found, address),
    }


def used(found: Edition) -> Json:
    """Who declares to use it, counted by region, each number with its list; and where it is declared."""
    standing = found.standing
    here = f"{REGISTERS}/{declared.KIND}?standard={standing.standard.id}&state=recorded"
    rows = [
        {"words": region(place)["name"], "n": n, "href": f"{here}&region={place.code}"}
        for place, n in declared.used(g.session, standing.standard.id)
    ]
    declares = f"/public/standards/{standing.standard.id}/use" if standing.state in LIVE else ""
    return {"rows": rows, "n": sum(row["n"] for row in rows), "href": here, "declares": declares}


def stable(found: Edition, base: str) -> str:
    """The address that is printed and cited: by number where there is one."""
    if found.numbers:
        return f"{base}/n/{slug(found.numbers[0][0].key)}"
    return f"{base}/public/standards/{found.standing.standard.id}"


def _kin(standard: Standard) -> Json:
    return {"href": f"/public/standards/{standard.id}", "title": title(standard), "state": str(tell(standard.state))}


def _entry(standing: Standing, one: Told) -> Json:
    event = one.event
    place = standing.places.get(event.region_code or "")
    step = say(f"step.{event.act}")
    words = (
        say("{region}：{step}。", region=standing.named(place.code), step=step) if place else say("{step}。", step=step)
    )
    made: Json = {"sentence": words, "at": day(event.at)}
    if one.ask:
        made["fixes"] = [{"name": say(f"ask.{one.ask}"), "was": one.was, "now": one.now}]
    if place is None:
        return made | {"mark": MARKS.get(event.act, "共")}
    return made | {"seal": seal(place, "notdue", step)}


def citations(found: Edition, address: str) -> list[Json]:
    """The standard as reference lists write it. Its names stay in its own language."""
    standard = found.standing.standard
    numbers = list(dict.fromkeys(number.display for number, _ in found.numbers))
    issuers = _issuers(found)
    year = str(clock.day_of(standard.released_at).year) if standard.released_at else "n.d."
    joined = "，".join(numbers)
    by = f"{'，'.join(issuers)}. " if issuers else ""
    gb = f"{by}{standard.title_zh}：{joined}[S]. {year}."
    plain = f"{standard.title_zh}（{'、'.join(numbers)}）"
    return [
        {"name": "GB/T 7714", "words": f"{gb} {address}"},
        {"name": say("纯文本"), "words": plain},
        {"name": "BibTeX", "words": _bibtex(standard, numbers, issuers, year, address)},
    ]


def _issuers(found: Edition) -> list[str]:
    said = found.standing.announcements
    names = (said[place.code].issuer for _, place in found.numbers if place.code in said)
    return list(dict.fromkeys(name for name in names if name))


def _bibtex(standard: Standard, numbers: list[str], issuers: list[str], year: str, address: str) -> str:
    fields = {
        "title": standard.title_zh,
        "number": ", ".join(numbers),
        "institution": " and ".join(issuers),
        "type": "地方标准",
        "year": year,
        "url": address,
    }
    lines = [f"  {name} = {{{_bare(words)}}}," for name, words in fields.items() if words]
    return "\n".join([f"@techreport{{tongbiao{standard.id},", *lines, "}"])


def _bare(words: str) -> str:
    """Braces would end a field of BibTeX."""
    return words.replace("{", "(").replace("}", ")").replace("\\", "/")
