"""Any command at every console of a fleet."""
