"""Segments as Whoosh sees them: its codec, schema, writer and table of contents, without a pickle."""
