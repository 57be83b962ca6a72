"""Publication decisions: what adds, amends, replaces and repeals procedures (CAT4)."""
