"""Figures: the SDK beside raw aiohttp with orjson. `python -m benchmarks` prints them."""
