"""From a query tree to matches and scores: plans, compiled loops over postings, ranking."""
