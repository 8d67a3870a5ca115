"""What the next major version of the AWS provider would refuse in today's roots."""
