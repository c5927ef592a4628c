"""All that a filing package lacks, told at once before it is made."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from workflow.exchange.filing.metadata import elements
from workflow.exports.paperwork.fields_release import effective, filing, released
from workflow.exports.paperwork.source import Source
from workflow.process.reasons import Reason
from workflow.rules.banking import CCS, ICS
from workflow.vocabulary import PUBLIC

CITES: Final = "《地方标准管理办法》第二十一条（待核）；GB/T 22373—2021"


def against(source: Source) -> list[Reason]:
    """Why the package of this region cannot be made; nothing where it can."""
    return [Reason(rule, facts, cites=CITES) for rule, facts in _faults(source)]


def _faults(source: Source) -> Iterator[tuple[str, dict[str, object]]]:
    standing = source.standing
    here = standing.named(source.region)
    if standing.state not in PUBLIC:
        yield "filing_released", {"state": standing.state}
    if source.region not in standing.counted and source.region not in standing.numbers:
        yield "filing_region", {"region": here}
    if filing(source) is None:
        yield "filing_owed", {"region": here}
    for element in elements(source):
        if element.is_needed and not element.values:
            yield "filing_element", {"name": f"filing.{element.id}"}
    yield from _codes(source)
    if source.announcement is None:
        yield "filing_announcement", {"region": here}
    if source.final() is None:
        yield "filing_text", {}
    begun, out = effective(source, source.region), released(source)
    if isinstance(begun, date) and isinstance(out, date) and begun < out:
        yield "filing_days", {"day": begun, "released": out}


def _codes(source: Source) -> Iterator[tuple[str, dict[str, object]]]:
    standard = source.standing.standard
    for name, pattern, words in (("ICS", ICS, standard.ics), ("CCS", CCS, standard.ccs.replace(" ", ""))):
        odd = [code for code in words.replace("；", ";").split(";") if code and not pattern.fullmatch(code.strip())]
        if odd:
            yield "filing_code", {"name": name, "codes": odd}
