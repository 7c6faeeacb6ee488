"""What stands in a simulated Protect application that is not empty."""
