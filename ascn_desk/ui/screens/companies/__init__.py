"""Companies: list and the page of one."""
