"""Questions that the screens ask; nothing here writes or decides."""
