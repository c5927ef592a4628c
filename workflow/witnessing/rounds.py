"""One round of a region's machine with its host: what is well is cosigned and handed in, what is not is reported under
the machine's own signature. The host is believed in nothing, not even that it took the report."""

from collections.abc import Iterable

from workflow.log.reports import Report as Signed
from workflow.witnessing import asking
from workflow.witnessing.asking import Asked
from workflow.witnessing.grounds import Finding
from workflow.witnessing.host import Host
from workflow.witnessing.memory import is_of_installation
from workflow.witnessing.mirror import Mirror, Report
from workflow.witnessing.witness import Witness, Witnessed

REPORTED = frozenset({Witnessed.TWO_HEADS, Witnessed.REWRITTEN, Witnessed.BACKWARDS})


def of_witness(ours: Witness, host: Host, at: int) -> list[Asked]:
    """Ask for every log, hand in the lines, and tell what the log's key signed against itself."""
    done = list(asking.ask(ours, host, at))
    for asked in done:
        if asked.refused is None and not is_of_installation(asked.origin):
            host.cosigned(asked.origin, asked.note, asked.line)
        if asked.refused is None:
            continue
        if asked.refused.contradiction:
            host.accused(asked.origin, asked.refused.contradiction.seen)
        if asked.refused.fault in REPORTED:
            host.accused(asked.origin, asking.report(ours, asked).note(ours.key, at=at))
    return done


def of_mirror(ours: Mirror, host: Host, at: int, *, whole: bool = False) -> Report:
    """Take, judge, and hand in lines for every head, or reports."""
    report = ours.pull(host, whole=whole)
    for origin, (note, line) in ours.cosign(report, at).items():
        host.cosigned(origin, note, line)
    for origin, note in reports(ours, report, at):
        host.accused(origin, note)
    return report


def reports(ours: Mirror, report: Report, at: int) -> Iterable[tuple[str, bytes]]:
    """What was found as notes signed with the mirror's key, one a log."""
    by_log: dict[str, list[Finding]] = {}
    for found in report.findings:
        by_log.setdefault(found.origin, []).append(found)
    sizes = {head.origin: head.size for head in report.heads}
    for origin, findings in by_log.items():
        told = tuple(one.told() for one in findings)
        yield origin, Signed(origin, sizes.get(origin, 0), told).note(ours.key, at=at)
