"""Where people live: counts over pieces of ground, put on the streets inside them."""
