"""Pictures: prepared from folders and archives, read back in batches, or drawn for tests."""
