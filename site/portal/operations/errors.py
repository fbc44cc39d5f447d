"""What stops an operation, in the words of the sysadmin who reads it."""


class OperationError(Exception):
    """The message is Chinese and says what to do next."""
