"""`python -m unifi_sdk.cli` is `unifi`."""

from unifi_sdk.cli import main

main()
