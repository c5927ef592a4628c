"""What a duty is called: by its kind, by the title that its planner gave, or by the matter the process asks for."""

from workflow.picture.standing import Standing
from workflow.records.followups import StandardDuty
from workflow.vocabulary import DutyKind, Named
from workflow.words import say, speaking


def duty_name(standing: Standing, duty: StandardDuty) -> Named | DutyKind:
    """Its name in both languages."""
    if not duty.matter:
        return Named(str(duty.id), duty.title, duty.title) if duty.title else duty.kind
    facts = duty.matter_facts or {}
    told = {name: standing.named(value) if name == "region" else value for name, value in facts.items()}
    with speaking("zh"):
        zh = say(duty.matter, **told)
    with speaking("en"):
        en = say(duty.matter, **told)
    return Named(str(duty.id), zh, en)
