"""What is made of creatures once they are found: names and cards."""
