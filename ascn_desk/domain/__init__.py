"""What the records are: kinds, fields, vocabularies, rules, the merge rule. No file, no clock, no database."""
