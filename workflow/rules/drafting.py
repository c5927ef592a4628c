"""The law of writing: which text is frozen for what, and what counts as a change."""

from typing import Final

from workflow import checking
from workflow.picture.standing import Case
from workflow.rules.shapes import Facts, Rule, of_answers, present
from workflow.vocabulary import (
    Role,
    TextPurpose,
)

TITLES = ("title_zh", "title_en")


def frozen_for(case: Case, purpose: TextPurpose) -> bool:
    frozen = case.standing.frozen
    if frozen is None or frozen.purpose is not purpose:
        return False
    if purpose is not TextPurpose.FINAL:
        return True
    standard, meta = case.standing.standard, frozen.meta
    is_titled = all(meta.get(name, getattr(standard, name)) == getattr(standard, name) for name in TITLES)
    is_placed = meta.get("territory", []) == (standard.territory or [])
    return is_titled and is_placed and meta.get("participants") == case.standing.counted


def text_frozen(purpose: TextPurpose) -> Rule:
    """A frozen text for this purpose is the present one; a final text names today's participants."""
    return present(
        "text_frozen",
        lambda case: frozen_for(case, purpose),
        cites="《地方标准管理办法》第十三至十六条（待核）",
        cure=Role.EDITOR,
        purpose=purpose,
    )


draft_written = present("draft_written", lambda case: case.standing.draft, cites="设计", cure=Role.DRAFTER)


GATED: Final = (TextPurpose.CONSULTATION, TextPurpose.REVIEW)
GATE: Final = "gate"  # of `draft.check`; the other choice is advice
SHOWN: Final = 5


def _text_sound(case: Case) -> Facts | None:
    """Before others spend their time on it: every error mended, or answered for by name."""
    last, purpose = case.standing.draft, case.answers.get("purpose")
    if last is None or purpose not in GATED or case.standing.terms["draft.check"].value != GATE:
        return None
    found = checking.checked(case.standing, last, TextPurpose(purpose))
    places = list(dict.fromkeys(checking.place_of(one) for one in found.unanswered))
    shown = [checking.named(found.text, place) for place in places[:SHOWN]]
    return {"n": len(found.unanswered), "findings": shown} if places else None


text_sound = of_answers(Rule("text_sound", "GB/T 1.1—2020；设计", _text_sound, Role.EDITOR))


_CHANGES: Final = ({"text"}, {"structure"}, {"clause", "title"}, {"clause", "words"}, {"clause", "title", "words"})


def _is_one_change(case: Case) -> bool:
    """The whole text, as words or as a structure, or new words of one clause; never two of them, never none."""
    given = case.answers.keys() - {"comment"}
    return given in _CHANGES


words_given = of_answers(present("words_given", _is_one_change, cites="设计", cure=Role.DRAFTER))
