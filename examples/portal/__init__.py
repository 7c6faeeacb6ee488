"""A hotel's captive portal: room number and surname, terms, and out into the Internet. README.md tells how to run it."""
