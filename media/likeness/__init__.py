"""How alike two pictures look: fingerprints, made and compared."""
