"""The transport core: what the three applications share. Nothing here knows which application it serves."""
