"""How days and times are written in each language of the house, where Django's own way is not the one people use."""
