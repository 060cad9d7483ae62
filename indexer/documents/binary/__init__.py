"""Formats that are no text: Word, PDF, old Office files, each parsed in a process of its own (``sandbox``).

The parsers are other people's programs and the files are strangers'; whatever becomes of such a process,
its file is one line in the report and the rest is indexed.
"""
