"""The text of attached files (附件文字): read once in a child process, kept by content, indexed with public documents."""
