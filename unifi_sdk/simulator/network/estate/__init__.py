"""What stands in a simulated Network application that is not empty."""
