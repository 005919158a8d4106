"""The desk's doors: what moderators do, each door open to those whose role allows it."""
