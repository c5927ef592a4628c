"""Kinds of entries grouped by what people look for, not by how the table treats them."""

from collections.abc import Iterator, Mapping

from web.views import entry_view as view
from web.views.entry_view import Json
from workflow.kinds import Kind, all_kinds
from workflow.vocabulary import EntryState
from workflow.words import say


def shelves() -> list[tuple[str, str, str]]:
    """Each with its code, its heading and its kinds, in the order of the page."""
    return [
        ("recognition", say("互认与采信"), "recognition endorsement"),
        ("meetings", say("会议与承诺"), "joint_meeting resolution task attendance chair_handover memorandum promise"),
        (
            "targets",
            say("目标与政策"),
            "target policy joint_rule rule_comment programme programme_tag clean_up budget_line",
        ),
        ("system", say("标准体系"), "system_node cluster cluster_member service_system novelty"),
        (
            "committees",
            say("标委会与单位"),
            "committee committee_member committee_score department_duty leading_group drafting_unit",
        ),
        (
            "use",
            say("实施与成效"),
            "effect case site use_declaration event_check supervision conversion technology service_ticket",
        ),
        ("pilots", say("试点、对标与对接"), "pilot label benchmark_plan matchmaking need_or_offer intention forum"),
        ("honours", say("贡献与奖励"), "contribution award"),
    ]


def laid_out(counts: Mapping[str, Mapping[EntryState, int]], home: str, *, is_public: bool) -> Iterator[Json]:
    """Every shelf with its kinds: those that hold something, and by name those that are still empty."""
    for code, name, kinds in shelves():
        shown = [view.counted(counts, kind, home) for kind in _kinds(kinds) if kind.is_public or not is_public]
        if shown:
            held, empty = [one for one in shown if one["n"]], [one for one in shown if not one["n"]]
            yield {"code": code, "name": name, "n": sum(one["n"] for one in held), "kinds": held, "empty": empty}


def _kinds(codes: str) -> list[Kind]:
    known = all_kinds()
    return [known[code] for code in codes.split()]
