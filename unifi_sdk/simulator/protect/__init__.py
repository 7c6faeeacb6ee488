"""The simulated Protect application: state, wire, and one module for each area of its API."""
