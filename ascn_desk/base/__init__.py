"""The ground floor: errors, clock, ids, canonical JSON, files, paths, words, resources. Imports nothing of ours."""
