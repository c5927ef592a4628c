"""How results are told: one line a figure, with its goal and whether it was met."""

from dataclasses import dataclass

MEANS = {">=": lambda value, goal: value >= goal, "<=": lambda value, goal: value <= goal}


@dataclass(frozen=True)
class Line:
    """One figure; without a goal it is told only to be known."""

    what: str
    value: float
    how: str = ""
    goal: float = 0
    note: str = ""

    @property
    def is_met(self) -> bool:
        return not self.how or bool(MEANS[self.how](self.value, self.goal))

    def __str__(self) -> str:
        goal = f"{self.how} {self.goal:g}" if self.how else ""
        told = "" if not self.how else "met" if self.is_met else "MISSED"
        return f"{self.what:<62} {self.value:>10.4g} {goal:>9}  {told:<6} {self.note}".rstrip()


def tell(title: str, lines: list[Line]) -> list[Line]:
    """Print a table and give its lines back."""
    print(f"\n{title}\n{'-' * len(title)}")
    for line in lines:
        print(line, flush=True)
    return lines
