"""What somebody with an account sees of their own organisations, at /mijn/."""
