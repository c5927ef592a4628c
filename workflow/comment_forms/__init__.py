"""The comment form 征求意见表 to fill in without us: as a spreadsheet or a document, written and read back exactly."""
