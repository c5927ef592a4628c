"""The pages, one file a noun: find, ask `workflow.reads`, render."""
