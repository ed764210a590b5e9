"""The only door for reading and writing: one function per thing a person can do, one transaction each."""
