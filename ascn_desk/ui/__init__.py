"""The windows: all Qt lives here. Screens ask ``operations``; they know neither the store nor its tables."""
