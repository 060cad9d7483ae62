"""The engine on an OpenSearch cluster: it matches and counts there, and ranks here as the embedded one."""
