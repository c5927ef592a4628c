"""`tongbiao verify`: the logs by themselves, the lives they tell, the tables against them; reading only, by pages.

Not told by any event, and so not compared: names of organs, regions and files, persons' names in Latin letters, notices
but for their receipts (whom they were for, when they were delivered and read), timers, a hold in force; what else
accounts hold, mail, drafts of forms and what lists are read from (turns, outlooks, search words) are no evidence,
nor what a ceremony needs until it is over (hours and answers of a statement), prints that can be made again, and the
number that a clause had when it was commented on."""

from collections.abc import Callable, Iterable
from copy import copy

import sqlalchemy as sa

from workflow.db import Database
from workflow.exports.agreements import check_agreements
from workflow.exports.appointments import check_appointments
from workflow.exports.audited import check_audited
from workflow.exports.calendars import check_calendars
from workflow.exports.catalogued import check_catalogues
from workflow.exports.cited import check_cited
from workflow.exports.compared import check_comparisons
from workflow.exports.comparison import check_standards
from workflow.exports.disputes import check_disputes
from workflow.exports.dossiers import check_dossiers
from workflow.exports.entered import check_entries
from workflow.exports.erasures import check_erasures
from workflow.exports.experts import check_experts
from workflow.exports.explained import check_explanations
from workflow.exports.findings import Discrepancy, Erased, Finding, Place, Report
from workflow.exports.forgotten import check_forgotten
from workflow.exports.form_templates import check_form_templates
from workflow.exports.forms import check_forms
from workflow.exports.holds import check_holds
from workflow.exports.leaves import check_log, heads
from workflow.exports.letters import check_letters
from workflow.exports.lives import check_others
from workflow.exports.packages import check_packages
from workflow.exports.paper_acts import check_paper_acts
from workflow.exports.persons import check_persons
from workflow.exports.receipts import check_receipts
from workflow.exports.region_keys import check_cosignatures, check_region_keys
from workflow.exports.shared_words import check_shared_words
from workflow.exports.statements import check_browser_keys, check_statements
from workflow.exports.suggestions import check_suggestions
from workflow.exports.texts import check_texts
from workflow.log.checkpoints import PAGE
from workflow.log.signer import Signer
from workflow.records.events import Event, Log

__all__ = ["Discrepancy", "Finding", "Place", "Report", "verify"]


def verify(database: Database, signer: Signer | None, erased: Iterable[Erased] = ()) -> Report:
    """Everything that disagrees in the evidence; without the signer signatures and its memory are left out. `erased`
    lists by log, leaf and field what the ledger beside the database took out of a backup older than the erasure."""
    report, database = Report(erased=frozenset(erased)), _calm(database)
    check_forms(database, report)
    for head in report.attempt(Place("logs", "*"), heads, database) or ():
        report.attempt(Place("logs", str(head.id)), check_log, database, signer, head, report)
    for table, check in CHECKS.items():
        report.attempt(Place(table, "*"), check, database, report)
    return report


def _calm(database: Database) -> Database:
    """The same one; what is asked once, in hundreds of ways, need not be kept in words."""
    calm = copy(database)
    calm.engine = database.engine.execution_options(compiled_cache=None)
    return calm


def _check_strays(database: Database, report: Report) -> None:
    """Leaves whose log is gone."""
    query = sa.select(Event.log_id).distinct().where(~sa.exists().where(Log.id == Event.log_id)).limit(PAGE)
    with database.read() as session:
        for log_id in session.scalars(query):
            report.add(Place("logs", str(log_id)), Discrepancy.VANISHED)


CHECKS: dict[str, Callable[[Database, Report], None]] = {
    "logs": _check_strays,
    "events": check_others,
    "persons": check_persons,
    "appointments": check_appointments,
    "agreements": check_agreements,
    "paper_acts": check_paper_acts,
    "calendar_days": check_calendars,
    "cited_documents": check_cited,
    "catalogue_entries": check_catalogues,
    "notices": check_receipts,
    "entries": check_entries,
    "region_letters": check_letters,
    "holds": check_holds,
    "form_templates": check_form_templates,
    "dossiers": check_dossiers,
    "packages": check_packages,
    "comments": check_forgotten,
    "erasures": check_erasures,
    "standards": check_standards,
    "suggestions": check_suggestions,
    "shared_words": check_shared_words,
    "region_keys": check_region_keys,
    "cosignatures": check_cosignatures,
    "disputes": check_disputes,
    "statements": check_statements,
    "browser_keys": check_browser_keys,
    "experts": check_experts,
    "words": check_texts,
    "explanation_parts": check_explanations,
    "audit_findings": check_audited,
    "comparisons": check_comparisons,
}
