"""How fast the screen is, as ratios: `make bench`. It prints and asserts nothing."""
