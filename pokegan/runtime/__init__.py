"""What the machine gives: files, memory, number formats, random streams; and progress."""
