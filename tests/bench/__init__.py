"""`wusul bench`: how fast we are, against what others would pick instead."""
