"""The texts of the demonstration's projects: written for one of them, or an outline that fits any matter and group."""

from importlib.resources import files


def text_of(name: str) -> str:
    """A text of the demonstration, as a drafter would paste it."""
    return files("workflow.demo").joinpath("texts", f"{name}.txt").read_text(encoding="utf-8")


def outline_of(matter: str) -> str:
    """A short text about some matter: enough to be read, compared and commented on."""
    return text_of("outline").replace("【对象】", matter)
