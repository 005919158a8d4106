"""One module per door that people come in by."""
