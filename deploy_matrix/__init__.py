"""Every target really deployed to an AWS on this machine, changed and destroyed: `make deploy-matrix`."""
