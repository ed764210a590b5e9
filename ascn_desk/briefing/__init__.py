"""Records to paper: PDF packs for people who read on paper. Knows no database, no window and no clock."""
