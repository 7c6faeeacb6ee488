"""What stands in a simulated Access application that is not empty."""
