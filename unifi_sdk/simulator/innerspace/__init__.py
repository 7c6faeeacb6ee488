"""The InnerSpace application of a simulated console."""
