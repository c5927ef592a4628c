"""The law of feedback on released standards: there is some to mark, and some that the revision inherited."""

from workflow.rules.shapes import present

feedback_waits = present("feedback_waits", lambda case: case.standing.feedback, cites="设计")
inheritance_waits = present("inheritance_waits", lambda case: case.standing.inherited, cites="设计")
