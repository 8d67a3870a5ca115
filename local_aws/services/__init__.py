"""One file per AWS service: the operations moto lacks, and where moto forgets what was sent."""
