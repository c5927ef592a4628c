"""The drafting explanation of a life: what the product knows is taken over, the rest is written by the editor."""

from collections.abc import Callable, Mapping
from typing import Final

from workflow.demo.acts import Life, Moment
from workflow.reads.offering import offered

TAKEN: Final = ("task", "process", "principles", "international", "relations", "nature", "patents", "coordination")
VAPOURS: Final = {
    "necessity": "汽车维修企业数量多、分布散，喷涂环节是三地挥发性有机物的重要来源。"
    "三地原有要求不一，跨区经营的企业须按三套要求配置设施。统一规定有利于公平竞争，也便于联合检查。",
    "content": "—— 涂料限值：按三地 42 家企业的用料台账，九成以上已能达到；\n"
    "—— 收集与治理：按 12 家企业的实测，密闭喷漆房加活性炭吸附的去除效率在 80% 以上；\n"
    "—— 更换周期：按穿透试验，三个月是保守值。",
}
JUDGED: Final = {
    "benefits": "三地约 1.1 万家维修企业适用同一要求，跨区企业不再重复改造；按测算，喷涂环节年减排约 15%。"
    "数字为演示，不作依据。",
}


def explained(life: Life, day: int, own: Mapping[str, str], taken: tuple[str, ...] = TAKEN) -> None:
    """The sections one after the other, minutes apart."""
    for nth, (section, said) in enumerate([*((key, _known(key)) for key in taken), *own.items()]):
        life.on(day, 14, nth)
        life.by("周", life.lead, "write_explanation", section=section, said=said)


def _known(section: str) -> Callable[[Moment], str]:
    return lambda moment: offered(moment.standing, section)
