"""Stage three: approvals, demanded changes, the number, the papers, the instant."""

from workflow import clock, gates
from workflow.picture.standing import Case
from workflow.process.gaps.gap import Gap, Gaps, is_leaderless, stood_since
from workflow.process.gaps.offices import offices
from workflow.process.standard import TRUE_FINAL
from workflow.rules.lateness import owed_until
from workflow.rules.numbering import void_asked_until
from workflow.rules.sealing import uncosigned
from workflow.vocabulary import Joint, Purpose, Role, Track


def approvals(case: Case) -> Gaps:
    frozen = case.standing.frozen
    if frozen is None or TRUE_FINAL.check(case) is not None:
        return
    for code in gates.unapproved(case.standing, case.standing.counted):
        yield from offices(case, code, Purpose.RELEASE, frozen.made_at, owed_until(case, code))


def demands(case: Case) -> Gaps:
    if is_leaderless(case.standing):
        return  # said already where the text is asked for
    n = sum(d.met_in is None for d in case.standing.demands)
    editor = next((d.person_id for d in case.standing.drafters if d.is_editor), None)
    yield Gap("gap.demands", stood_since(case), {"n": n}, "freeze_text", Role.EDITOR, person_id=editor)


def number(case: Case) -> Gaps:
    serial = case.standing.serial
    if serial is None:
        yield Gap(
            "gap.reserve", stood_since(case), {}, "reserve_number", Role.KEEPER, case.standing.standard.lead_region
        )
        return
    for code in case.standing.counted:
        if code != serial.reserved_region:
            facts = {"serial": serial.serial, "region": case.standing.named(code)}
            yield Gap("gap.confirm_number", serial.reserved_at, facts, "confirm_number", Role.KEEPER, code)
            return


def voiding(case: Case) -> Gaps:
    """Somebody asked to void the number: another region's keeper confirms in time, or nothing comes of it."""
    serial, asked = case.standing.serial, void_asked_until(case)
    if case.standing.state is not Joint.APPROVING or serial is None or asked is None or case.at > asked:
        return
    others = [code for code in case.standing.counted if code != serial.void_asked_region]
    for code in others[:1]:
        by = case.standing.named(serial.void_asked_region or "")
        facts = {"serial": serial.serial, "by": by, "region": case.standing.named(code), "until": asked}
        since, due = serial.void_asked_at or stood_since(case), clock.day_of(asked)
        yield Gap("gap.confirm_void", since, facts, "void_number", Role.KEEPER, code, due=due)


def papers(case: Case) -> Gaps:
    release = case.standing.release
    assert release is not None
    for code in case.standing.counted:
        if case.standing.tracks[code].state is not Track.CONFIRMED:
            facts = {"region": case.standing.named(code)}
            due = clock.day_of(release.instant)
            yield Gap("gap.papers", release.scheduled_at, facts, "confirm_release", Role.OFFICER, code, due=due)


def cosignatures(case: Case) -> Gaps:
    """Nobody's turn here: the mirrors of the regions look at the log by themselves."""
    release = case.standing.release
    assert release is not None
    facts = {"mirrors": case.among(uncosigned(case))}
    yield Gap("gap.cosignatures", release.scheduled_at, facts, due=clock.day_of(release.instant))


def instant(case: Case) -> Gaps:
    release = case.standing.release
    assert release is not None
    facts = {"instant": release.instant}
    yield Gap("gap.instant", release.sealed_at or release.scheduled_at, facts, due=clock.day_of(release.instant))
