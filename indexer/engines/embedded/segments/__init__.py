"""A segment: some passages as flat arrays in one file, from analysed passages to the verified, open file."""
