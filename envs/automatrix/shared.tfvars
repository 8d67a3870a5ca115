# Automatrix: what its environments share. An administrator applies it.

account_id  = "123456789012"
region      = "us-east-1"
owner       = "automatrix"
cost_center = "automatrix"

hosted_zone = {
  name           = "automatrix.com"
  hosted_zone_id = "Z03518846AUTOMATRIX0"
  report_email   = "security@automatrix.com"
}

# The React build is no image: it lies in a bucket behind CloudFront.
repositories = {
  automatrix-api = {}
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
  shared_files = ["shared/**", "docker-compose*.yml"]
}

# The way a new version takes: `stackwright promote` follows it.
promotion = {
  environments = ["dev", "staging", "prod"]
  keep = {
    "frontend.staged_rollout" = "dev has no visitors to roll out to"
  }
}

# A trail of its own beside the account's, as data of dealerships' customers falls under the FTC Safeguards Rule: seven
# years, locked for the first, with each access to an object of production. The account's second trail costs by event.
audit_trail = {
  retention_days   = 2557
  object_lock      = { mode = "GOVERNANCE", days = 365 }
  object_events_of = ["automatrix-prod-"]
}
