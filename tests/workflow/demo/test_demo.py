"""The demonstration stands as it is told: lives in every weather, real registers beside them, clean evidence."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.stage import TODAY, copied, settings_in
from tests.workflow.replaying.histories import leaves_of, ordered, replayed, truth
from workflow import jobs
from workflow.clock import day_of
from workflow.db import Database, migrate
from workflow.demo import building, tour
from workflow.demo.acts import working_day
from workflow.demo.lives import lives
from workflow.exports.verification import verify
from workflow.picture.standing import Standing
from workflow.process.agreement import ROWS as AGREED
from workflow.process.standard import ROWS
from workflow.records.agreements import Agreement
from workflow.records.consultations import Comment
from workflow.records.events import Log
from workflow.records.followups import StandardDuty
from workflow.records.notices import Timer
from workflow.records.numbers import Serial
from workflow.records.papers import Paper
from workflow.records.people import Account, Appointment, Person
from workflow.records.standards import Standard
from workflow.records.texts import Version
from workflow.replaying.group import Groups
from workflow.replaying.whole import rejudged
from workflow.settings import Settings
from workflow.vocabulary import AmendmentState, Duty, DutyKind, Joint, MotionKind, Number, SeatRole, Track


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return copied(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def database(settings: Settings) -> Iterator[Database]:
    made = Database(settings.database_url)
    yield made
    made.dispose()


Told = Callable[[str], Standing]


@pytest.fixture
def told(database: Database) -> Iterator[Told]:
    """Finds one by the beginning of its title; its parts are read as long as the test lasts."""
    with database.read() as session:

        def find(title: str) -> Standing:
            found = session.scalars(sa.select(Standard.id).where(Standard.title_zh.startswith(title))).one()
            standing = Standing.load(session, found)
            assert standing is not None
            return standing

        yield find


STANDS = {
    "transit": Joint.INITIATING,
    "rail": Joint.INITIATING,
    "ring": Joint.DRAFTING,
    "canal": Joint.SUSPENDED,
    "dust": Joint.CONSULTING,
    "noodle": Joint.REVIEWING,
    "coldchain": Joint.APPROVING,
    "repair": Joint.APPROVING,
    "lantern": Joint.TERMINATED,
    "charging": Joint.RELEASED,
    "citybus": Joint.RELEASED,
    "canteen": Joint.RELEASED,
    "market": Joint.IN_FORCE,
    "ferry": Joint.IN_FORCE,
    "signs": Joint.IN_FORCE,
    "bike": Joint.UNDER_REVIEW,
    "heat": Joint.CONVERTED,
}


def test_every_life_stands_where_it_is_told_to(database: Database) -> None:
    with database.read() as session:
        made = tour.built(session)
        assert made is not None
        found = made.lives
        states = {key: session.get_one(Standard, standard_id).state for key, standard_id in found.items()}
        titles = session.scalars(sa.select(Standard.title_zh).where(~Standard.is_imported)).all()
    assert {key: state for key, state in states.items() if key in STANDS} == STANDS
    assert all(title.endswith("(示)") for title in titles)


def test_bad_weather_is_there_to_be_seen(told: Told) -> None:
    late, paused = told("城际绿道"), told("内河集装箱")
    assert (late.tracks["340000"].rung, [m.kind for m in late.motions]) == (3, [MotionKind.GO_ON_WITHOUT])
    assert paused.standard.stood_at is Joint.CONSULTING
    assert {t.state for t in told("燃气采暖炉").tracks.values()} == {Track.SEPARATED, Track.REPEALED}
    assert told("城际客运码头").tracks["340000"].state is Track.ACCEDING
    assert [a.state for a in told("湿地公园").amendments] == [AmendmentState.APPROVING]
    ended = told("灯会").serials
    assert [serial.state for serial in ended] == [Number.RETIRED]


def test_one_was_released_this_week_with_a_long_text_in_three_regions(told: Told) -> None:
    standing = told("公共停车场")
    released_at, frozen, serial = standing.standard.released_at, standing.frozen, standing.serial
    assert released_at is not None
    assert frozen is not None
    assert serial is not None
    assert timedelta(0) < TODAY - released_at < timedelta(days=7)
    assert len(frozen.digest) > 90
    assert {t.state for t in standing.tracks.values()} == {Track.ANNOUNCED}
    assert (serial.state, serial.serial >= 3901) == (Number.USED, True)
    assert standing.releases[0].late_seconds == 0


def test_an_association_published_one_number_that_two_regions_endorse(told: Told) -> None:
    standing = told("社区食堂")
    assert {code: number.display[:6] for code, number in standing.numbers.items()} == {
        "500000": "T/CYXH",
        "510000": "T/CYXH",
    }
    assert {(d.region_code, d.kind, d.state) for d in standing.duties} == {
        ("500000", DutyKind.SELF_DECLARATION, Duty.ACCEPTED),
        ("510000", DutyKind.SELF_DECLARATION, Duty.OPEN),
    }
    assert not any(track.plan_number for track in standing.tracks.values())


def test_one_has_been_in_force_for_months_with_its_first_report(told: Told) -> None:
    standing = told("夜间集市")
    effective_on, serial = standing.standard.effective_on, standing.serial
    assert effective_on is not None
    assert serial is not None
    assert (day_of(TODAY) - effective_on).days > 90
    assert serial.serial >= 10901
    assert list(standing.tracks) == ["500000", "510000"]
    legal = [duty.state for duty in standing.duties if duty.kind.legal]
    assert legal == [Duty.ACCEPTED] * 4
    reports = {duty.region_code: duty.state for duty in standing.duties if duty.kind is DutyKind.EVALUATION}
    assert reports == {"500000": Duty.REPORTED, "510000": Duty.OPEN}


def test_one_is_in_consultation_with_its_window_open_and_comments_unanswered(told: Told) -> None:
    standing = told("施工场地")
    assert standing.consultation is not None
    assert standing.consultation.closes_on is not None
    assert standing.consultation.closes_on > day_of(TODAY)
    assert len(standing.comments) == 4


def test_one_is_late_because_one_region_has_not_approved(told: Told) -> None:
    standing = told("城际冷链")
    tracks = {code: track.state for code, track in standing.tracks.items()}
    assert tracks == {"110000": Track.APPROVED, "120000": Track.APPROVED, "130000": Track.INITIATED}
    due = date.fromisoformat((standing.standard.outlook or {})["due"])
    assert due < day_of(TODAY)


def test_one_meets_an_objection_with_its_clause_reason_and_cure(told: Told) -> None:
    standing = told("汽车维修")
    assert standing.tracks["120000"].state is Track.OBJECTED
    said = next(p for p in standing.positions if p.stand.blocks)
    frozen = standing.frozen
    assert frozen is not None
    assert [frozen.digest[clause][2] for clause in said.clauses] == ["5.4 排气筒"]
    assert said.reason
    assert said.lift


def test_one_waits_for_two_regions_to_initiate(told: Told) -> None:
    tracks = {code: track.state for code, track in told("城际公交线路").tracks.items()}
    assert tracks == {"110000": Track.APPLIED, "120000": Track.INITIATED, "130000": Track.ACCEPTED}


def test_the_real_registers_stand_beside_them_below_the_demonstrations_band(database: Database) -> None:
    with database.read() as session:
        imported = session.scalars(sa.select(Standard).where(Standard.is_imported)).all()
        in_a_band = sa.select(Serial.serial).join(Standard).join(Agreement, Agreement.id == Serial.agreement_id)
        own = set(session.scalars(in_a_band.where(~Standard.is_imported, Agreement.code != "CYT")))
    assert len(imported) == 30
    assert all(s.source and s.confidence and "(示)" not in s.title_zh for s in imported)
    assert all(serial >= 3901 for serial in own)


def test_its_evidence_is_clean_and_every_log_says_that_it_is_a_demonstration(
    database: Database, settings: Settings
) -> None:
    jobs.sign(database, settings, TODAY)
    report = verify(database, jobs.signer(settings))
    assert [str(finding) for finding in report.findings] == []
    assert report.counts["checkpoints"] == report.counts["logs"]
    with database.read() as session:
        assert all(origin.startswith("demo/") for origin in session.scalars(sa.select(Log.origin)))
        assert all(session.scalars(sa.select(Agreement.is_demo)))


def test_every_person_is_invented_and_can_log_in_and_auditors_end_by_themselves(database: Database) -> None:
    with database.read() as session:
        persons = session.scalars(sa.select(Person)).all()
        assert all(p.is_demo and "示" in p.name for p in persons)
        assert session.scalar(sa.select(sa.func.count()).where(Account.password_hash.is_not(None))) == len(persons)
        until = session.scalars(sa.select(Appointment.until).where(Appointment.role == SeatRole.AUDITOR)).all()
    assert len(until) == 4  # one a group
    assert all(last is not None and last > day_of(TODAY) for last in until)


def test_no_timer_is_left_behind_and_acts_carry_their_papers(database: Database) -> None:
    with database.read() as session:
        left = sa.select(sa.func.count()).where(Timer.fired_at.is_(None), Timer.due_at <= TODAY)
        assert session.scalar(left) == 0
        assert (session.scalar(sa.select(sa.func.count()).select_from(Paper)) or 0) > 60
        assert session.scalar(sa.select(sa.func.count()).where(Comment.answer != "")) == 10
        assert session.scalar(sa.select(sa.func.count()).where(StandardDuty.state == Duty.REPORTED)) == 1
        assert (session.scalar(sa.select(sa.func.count()).select_from(Version)) or 0) > 50


@pytest.mark.parametrize("weekday", range(7))
def test_the_lives_are_in_order_and_end_before_today_on_every_day_of_the_week(weekday: int) -> None:
    today = date(2026, 11, 23) + timedelta(days=weekday)
    for life in lives(today):
        hours = [act.at for act in life.acts]
        assert max(hours).date() < today
        assert all(hour.weekday() < 5 for hour in hours)
        assert {act.step for act in life.acts} <= ROWS.keys() | AGREED.keys()


def test_working_days_leave_weekends_out() -> None:
    monday, sunday = date(2026, 11, 23), date(2026, 11, 22)
    assert working_day(monday, -1) == date(2026, 11, 20)
    assert working_day(sunday, 0) == date(2026, 11, 20)
    assert working_day(monday, -6) == date(2026, 11, 13)
    assert working_day(monday, 5) == date(2026, 11, 30)


def test_production_and_a_database_in_use_refuse_it(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    production = Settings(**{**vars(settings), "production": "1"})
    for built in (building.build, lambda s, _: building.reset(s)):
        with pytest.raises(building.Production):
            built(production, TODAY)
    migrate(settings.database_url)
    real = Database(settings.database_url)
    with real.plain() as session:
        session.add(Person(name="张三"))
    real.dispose()
    with pytest.raises(building.NotEmpty):
        building.reset(settings)
    with pytest.raises(building.NotEmpty):
        building.build(settings, TODAY)


def test_a_build_that_was_killed_leaves_nothing_that_passes_for_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_in(tmp_path)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "fill", killed)
    with pytest.raises(KeyboardInterrupt):
        building.build(settings, TODAY)
    assert not building.is_built(settings)


def test_its_groups_and_all_its_acts_stand_up_from_leaves_alone(database: Database) -> None:
    groups, now = Groups(leaves_of(database)), TODAY + timedelta(days=1)
    for agreement in groups.charted:
        wanted = truth(database, agreement)
        assert ordered(replayed(groups.at(agreement, now), wanted)) == ordered(wanted)
    found = rejudged(database)
    assert found.unlawful == []
    assert found.counts["acts"] > 1_000
