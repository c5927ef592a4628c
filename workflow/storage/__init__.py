"""What lies on the disk beside the database: files by content, screened; files that are made again when asked for."""
