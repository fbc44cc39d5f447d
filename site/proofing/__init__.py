"""Findings on a document (校对): pure functions that the importer and the editorial gate share."""
