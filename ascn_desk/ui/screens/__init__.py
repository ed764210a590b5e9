"""The rooms of the window, and what lies over them."""
