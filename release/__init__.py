"""New versions of what an environment runs: brought out, watched, taken back, and written down. Knows boto3's clients
by their operations only, and imports neither boto3 nor cdktf."""
