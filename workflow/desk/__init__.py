"""The desk where several people write at once: words beside the versions, merged sentence by sentence."""
