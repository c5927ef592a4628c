"""What pages and calls show, as plain views: data that templates print without asking anything."""
