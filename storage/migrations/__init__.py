"""The numbered SQL files that bring a store from any older version to this one."""
