"""Rehearses a change of an agreement: sample projects walk under it in a database of their own, and nothing is kept."""

from workflow.rehearsing.desk import ask, play_next, start
from workflow.rehearsing.playing import Played, rehearse

__all__ = ["Played", "ask", "play_next", "rehearse", "start"]
