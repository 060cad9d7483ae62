"""What helps a reader on: the keywords of a passage, related searches, passages like this one."""
