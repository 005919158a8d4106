"""The readers' doors: posts, commands, searches, presses."""
