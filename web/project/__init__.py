"""The project page as plain views, one block a file; what is asked of the database stands in `workflow.reads`."""
