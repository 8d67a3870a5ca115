# Eloquent: what its environments share. An administrator applies it.

account_id  = "123456789012"
region      = "us-east-1"
owner       = "eloquent"
cost_center = "eloquent"

hosted_zone = {
  name           = "eloquent-chat.com"
  hosted_zone_id = "Z05927713ELOQUENTCH0"
  report_email   = "security@eloquent-chat.com"
}

# The React build is no image: it lies in a bucket behind CloudFront.
repositories = {
  eloquent-api = {}
}

# Images are copied to where the system is recovered (RTO 1 hour). The scanning it decides is that of the whole account.
registry = {
  scanning       = "basic"
  replica_region = "us-west-2"
}

deploy_roles = {
  repository = "macro-ai/infrastructure"
  environments = {
    dev     = {}
    staging = {}
    prod    = {}
  }
  create_oidc_provider = false # macro-ai/shared has made GitHub known to the account
}

# What of the source code is built and deployed together: `stackwright scope` reads it.
scope = {
  backend = {
    files    = ["backend/**"]
    services = ["api"]
  }
  frontend     = { files = ["frontend/**"] } # files in a bucket, no image
  shared_files = ["shared/**"]
}

# The way a new version takes: `stackwright promote` follows it.
promotion = {
  environments = ["dev", "staging", "prod"]
}
