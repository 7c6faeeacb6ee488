"""Figures: the SDK beside raw aiohttp and json.loads. `python -m benchmarks` prints them."""
