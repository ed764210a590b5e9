"""Speed and size, always as a ratio to something plain that is measured again in the same round."""
