"""What every environment should have, changed or not: encryption, logs, protection, tags, no secret in the open."""
