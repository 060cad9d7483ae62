"""A real OpenSearch cluster on this machine, for ``scripts/opensearch``, the tests and the benchmark.

``artifacts`` are the jars by name and checksum; ``jars`` has Maven fetch them into a cache; ``java`` finds
what runs them; ``layout`` prepares a cluster's folder, with the ``home`` of OpenSearch and each ``node``'s
files; ``cluster`` starts the nodes as ``processes``, asks for their ``health``, and ends or breaks them.
``temporary`` is a cluster for a test. ``locks`` has starts, and fetches, wait for each other. ``__main__`` is
the command.
"""
