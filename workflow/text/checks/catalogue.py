"""The catalogue: every check with its clause of GB/T 1.1—2020 (or what a rule of coordination rests on)."""

from collections.abc import Iterator
from typing import Final

from workflow.text.checks import (
    annexes,
    coordination,
    cover,
    exhibits,
    functions,
    limits,
    modals,
    opening,
    pointing,
    preface,
    quantities,
    references,
    regions,
    structure,
    terms,
    wording,
)
from workflow.text.checks.finding import Check, Finder, Severity, Spot
from workflow.text.checks.reading import Reading
from workflow.text.clauses import ClauseKind

E, W = Severity.ERROR, Severity.WARNING


def given(spot: Spot) -> str | None:
    """The finder knows what should stand there."""
    return spot.instead


def this_document(_: Spot) -> str:
    return "本文件"


def both(*finders: Finder) -> Finder:
    """What any of several finders finds."""

    def find(reading: Reading) -> Iterator[Spot]:
        for finder in finders:
            yield from finder(reading)

    return find


CATALOGUE: Final = (
    Check("L01", "6.1.1", W, cover.title_elements, is_heuristic=True),
    Check("L02", "6.1.4.1", E, cover.class_words),
    Check("L03", "6.1.4.2", W, functions.title_word, is_heuristic=True),
    Check("L04", "6.1.4.2", W, functions.english_word),
    Check("L05", "6.2.2", E, structure.lacking),
    Check("L06", "6.2.2", E, structure.disordered),
    Check("L07", "6.2.2", E, structure.foreign_blocks),
    Check("L08", "7.2", E, structure.chapters),
    Check("L09", "7.3.1", E, structure.depths),
    Check("L10", "7.3.1", E, structure.only_children),
    Check("L11", "7.3.3", E, structure.half_titled),
    Check("L12", "7.3.4", E, structure.divided_untitled),
    Check("L13", "7.4", W, structure.hanging),
    Check("L14", "7.5", E, structure.lists),
    Check("L15", "8.1", E, cover.fields),
    Check("L16", "8.1", E, cover.classes),
    Check("L17", "8.2", E, preface.contents),
    Check("L18", "8.3", E, preface.basis),
    Check("L19", "8.3", E, modals.in_the_foreword),
    Check("L20", "8.3", E, preface.foreword_items),
    Check("L21", "8.3", E, preface.changes),
    Check("L22", "8.3", E, preface.patents, fix=given),
    Check("L23", "D.1", W, preface.call_for_patents),
    Check("L24", "D.3", E, preface.known_patents, is_heuristic=True),
    Check("L25", "8.4", E, both(modals.in_the_introduction, preface.introduction)),
    Check("L26", "8.5", E, opening.placed(ClauseKind.SCOPE, "1")),
    Check("L27", "8.5.2", E, opening.scope_forms),
    Check("L28", "8.5", E, modals.in_the_scope),
    Check(
        "L29", "8.6.1", E, both(opening.placed(ClauseKind.REFERENCES, "2"), opening.undivided(ClauseKind.REFERENCES))
    ),
    Check("L30", "8.6.2", E, opening.references_lead, fix=given),
    Check("L31", "8.6.3", E, opening.references_list),
    Check("L32", "8.6", E, references.both_ways),
    Check("L33", "9.5.4.1", E, references.undated),
    Check("L34", "9.5.4.4", E, references.invalid),
    Check("L35", "9.5.4.4", E, both(wording.policy, wording.laws_listed)),
    Check("L36", "8.7", E, both(opening.placed(ClauseKind.TERMS, "3"), opening.terms_lead), fix=given),
    Check("L37", "8.7.3", E, terms.incomplete),
    Check("L38", "8.7.3", E, terms.definitions),
    Check("L39", "8.7.1", W, terms.unused),
    Check("L40", "8.8", E, terms.symbols),
    Check("L41", "8.10", W, functions.generals),
    Check("L42", "8.11", E, functions.core_elements, is_heuristic=True),
    Check("L43", "8.11", W, functions.unverified, is_heuristic=True),
    Check("L44", "8.13", E, both(opening.bibliography, opening.undivided(ClauseKind.BIBLIOGRAPHY))),
    Check("L45", "9.1", E, modals.forbidden, fix=given),
    Check("L46", "9.4.2", E, modals.unfit_company),
    Check("L47", "9.4.2", E, modals.usual_company),
    Check("L48", "9.4.2", W, modals.keeping, is_heuristic=True),
    Check("L49", "C.1", W, modals.vague),
    Check("L50", "9.2", E, modals.in_notes),
    Check("L51", "9.3", E, functions.set_titles),
    Check("L52", "9.4.1", W, wording.punctuation, fix=given),
    Check("L53", "9.4.3", W, wording.unexplained, is_heuristic=True),
    Check("L54", "9.4.4", W, quantities.spelling, fix=given),
    Check("L55", "9.4.5", W, quantities.ranges, fix=given),
    Check("L56", "9.4.7", E, quantities.illegal),
    Check("L57", "9.5.2", E, wording.own_name, fix=this_document),
    Check("L58", "9.5.3", E, pointing.dangling),
    Check("L59", "9.5.4.3", W, terms.sources, is_heuristic=True),
    Check("L60", "9.6", E, annexes.annexes),
    Check("L61", "9.6", E, annexes.set_chapters),
    Check("L62", "9.7.2", W, exhibits.mentions),
    Check("L63", "10.4.2", E, exhibits.captions),
    Check("L64", "9.8.1", E, exhibits.whole_tables),
    Check("L65", "9.7.6", E, exhibits.parts),
    Check("L66", "9.9", E, exhibits.formulas),
    Check("L67", "9.10", E, exhibits.note_signs),
    Check("L68", "9.12", E, exhibits.footnote_signs),
    Check("L69", "9.13.1", W, wording.brands, is_heuristic=True),
    Check("L70", "5.5.3", E, wording.penalties),
    Check("L71", "10.3.1.4", W, both(pointing.typography, cover.numbers), fix=given),
    Check("L72", "7.1.3", E, cover.part_title),
    Check("C01", "8.6.3", E, references.only_here),
    Check("C02", "8.5", E, coordination.territory),
    Check("C03", "8.3", E, coordination.bodies),
    Check("C04", "coordination", E, coordination.deviations),
    Check("C05", "law.21", E, limits.floors, is_heuristic=True),
    Check("C06", "law.22", E, limits.barriers, is_heuristic=True),
    Check("C07", "coordination", E, coordination.copies_dates),
    Check("C08", "8.3", E, coordination.replaced),
    Check("C09", "coordination", W, regions.order),
    Check("C10", "coordination", E, coordination.copies_words),
    Check("C11", "coordination", E, terms.glossary),
    Check("C12", "coordination", W, coordination.copies_people),
)
BY_ID: Final = {check.id: check for check in CATALOGUE}
