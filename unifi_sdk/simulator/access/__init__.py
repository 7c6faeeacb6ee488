"""The simulated Access application: state, wire, and one module for each area of its API."""
