"""What of a plan can hurt: rules as data and small functions, and the order in which a person should read of them."""
