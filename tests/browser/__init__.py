"""A package, unlike the other folders of tests, so that pytest ends what the conftest starts with its last test."""
