"""The shipped reference data, read into records: no database, no network."""
