"""The quarterly report as a document: put together once, then written as Word, PDF or ODS."""
