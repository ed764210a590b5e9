"""Excel files out of records and back: no database, no windows."""
