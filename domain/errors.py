"""What goes wrong in a way that a person can mend."""


class RaspaError(Exception):
    """Something could not be done. `str()` is one sentence, free of SQL, to show people."""
