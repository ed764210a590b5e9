"""What the files that go between desks end in."""

BUNDLE = ".ascn"
REQUEST = ".ascn-request"
CHANGE = ".ascn-change"
EVERY = (BUNDLE, REQUEST, CHANGE)
