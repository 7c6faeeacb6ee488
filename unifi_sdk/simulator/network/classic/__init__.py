"""The classic API of the simulated Network application, on the state of the documented one."""
