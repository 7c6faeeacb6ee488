"""The vendor's cloud: Site Manager, Mobility and the connector, in front of simulated consoles."""
