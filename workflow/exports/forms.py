"""Cells whose value is of the wrong type or no word of its kind, asked of the database before records are made of rows.
SQLite keeps whatever it is given, and a dropped CHECK lets any word through. What the values mean is not asked."""

from collections.abc import Iterator
from typing import Any, Final

import sqlalchemy as sa

from workflow.db import Database, Record, table_of
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.log.checkpoints import PAGE
from workflow.records.agreements import (
    Agreement,
    AgreementChange,
    AgreementDocument,
    AgreementVoice,
    Member,
    Office,
    RuleSet,
)
from workflow.records.calendars import CalendarDay
from workflow.records.consultations import Addressee, Comment, Consultation, RegionWindow
from workflow.records.cosigning import CosignatureLine, Dispute, RegionKey
from workflow.records.deputies import Absence, Deputy, Successor
from workflow.records.deviating import DeviationConfirmation
from workflow.records.dossiers import Dossier
from workflow.records.draws import Draw, DrawReplacement, DrawShare
from workflow.records.events import Checkpoint, Event, Log, Opening
from workflow.records.experts import Employment, Expert, ExpertRating, ExpertVoice
from workflow.records.followups import StandardDuty
from workflow.records.form_templates import FormTemplate
from workflow.records.informing import InformedDepartment
from workflow.records.limits import Comparison, ComparisonLine, LimitJudgement
from workflow.records.numbers import RegionNumber, Serial
from workflow.records.operation import Hold
from workflow.records.panels import Demand, PanelMember, ReviewPanel
from workflow.records.paper_acts import PaperAct
from workflow.records.papers import Paper
from workflow.records.people import Appointment
from workflow.records.positions import Position
from workflow.records.releases import Announcement, Release
from workflow.records.shared_words import SharedWord, WordVoice
from workflow.records.standards import Claim, Drafter, Hand, Standard, StandardTrack
from workflow.records.suggestions import AnswerMark, Suggestion
from workflow.records.texts import Version, VersionClause, Words

READ: Final[tuple[type[Record], ...]] = (
    Log, Event, Opening, Checkpoint, Agreement, Member, AgreementDocument, Office, AgreementChange, AgreementVoice,
    RuleSet, Standard, StandardTrack, Drafter, Hand, Claim, Consultation, RegionWindow, Addressee, Comment, ReviewPanel,
    PanelMember, Demand, Position, Serial, RegionNumber, Release, Announcement, StandardDuty,
    Paper, Suggestion, AnswerMark, DeviationConfirmation, LimitJudgement, Comparison, ComparisonLine,
    SharedWord, WordVoice, FormTemplate, Dossier,
    InformedDepartment, RegionKey, CosignatureLine, Dispute,
    Expert, ExpertVoice, Employment, ExpertRating, Draw, DrawShare, DrawReplacement,
    Appointment, Deputy, Absence, Successor, Hold, PaperAct, CalendarDay, Words,
    Version, VersionClause,
)  # fmt: skip


def check_forms(database: Database, report: Report) -> None:
    """Every table that a verification reads, column by column."""
    for record in READ:
        table = table_of(record)
        for column in table.columns:
            report.attempt(Place(table.name, "*", column.name), _check_column, database, table, column, report)


def _check_column(database: Database, table: sa.Table, column: sa.Column[Any], report: Report) -> None:
    odd = [*_odd(column, is_sqlite=database.is_sqlite)]
    if not odd:
        return
    keys = [sa.cast(key, sa.String) for key in table.primary_key.columns]
    raw = sa.type_coerce(column, sa.types.NullType())
    shown = sa.func.quote(raw) if database.is_sqlite else sa.cast(raw, sa.String)
    query = sa.select(*keys, shown).where(column.is_not(None), sa.or_(*odd)).limit(PAGE)
    with database.read() as session:
        for *key, found in session.execute(query):
            report.add(Place(table.name, "/".join(key), column.name), Discrepancy.FORM, found=str(found)[:60])


def _odd(column: sa.Column[Any], *, is_sqlite: bool) -> Iterator[sa.ColumnElement[bool]]:
    """Conditions under which a value does not fit its column."""
    kind, raw = column.type, sa.type_coerce(column, sa.types.NullType())
    if isinstance(kind, sa.Enum):
        yield sa.cast(raw, sa.String).not_in(kind.enums)
    if not is_sqlite:
        return
    yield sa.func.typeof(raw) != _stored_as(kind)
    text = sa.type_coerce(column, sa.String())
    if isinstance(kind, sa.JSON):
        yield sa.func.json_valid(raw) == 0
    elif isinstance(kind, sa.Date):
        yield sa.func.coalesce(sa.func.strftime("%Y-%m-%d", raw, "+0 days"), "") != text
    elif _is_instant(kind):
        second = sa.func.substr(text, 1, 19)  # whole, because SQLite rounds .9995 up to the next one
        yield sa.func.strftime("%s", raw).is_(None)
        yield sa.func.coalesce(sa.func.strftime("%Y-%m-%d %H:%M:%S", second, "+0 days"), "") != second


def _is_instant(kind: sa.types.TypeEngine[Any]) -> bool:
    return isinstance(kind, sa.DateTime) or isinstance(getattr(kind, "impl", None), sa.DateTime)


def _stored_as(kind: sa.types.TypeEngine[Any]) -> str:
    if isinstance(kind, sa.LargeBinary):
        return "blob"
    return "integer" if isinstance(kind, (sa.Integer, sa.Boolean)) else "text"
