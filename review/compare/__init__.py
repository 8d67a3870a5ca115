"""What differs in what two environments deploy."""
