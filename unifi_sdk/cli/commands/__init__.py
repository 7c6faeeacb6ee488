"""One module for each command of `unifi`; each has its `app`."""
