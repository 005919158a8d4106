"""Tweets beside Snopes claims (CheckThat! 2022, task 2A English): a set that others measured on."""
