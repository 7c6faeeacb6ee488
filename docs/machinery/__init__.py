"""What makes the tables of the reference, and the site."""
