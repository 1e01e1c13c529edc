"""What the machine gives: files, memory, number formats, random streams; progress and marks."""
