"""The lists that can be imported, by name: what pages and the command read."""

from types import ModuleType

from workflow.importing import calendars, cited, people

KINDS: dict[str, ModuleType] = {"people": people, "calendar": calendars, "cited": cited}
