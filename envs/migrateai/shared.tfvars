# MigrateAI: what its environments share. An administrator applies it.

account_id  = "123456789012"
region      = "us-east-1"
owner       = "migrateai"
cost_center = "migrateai"

hosted_zone = {
  name           = "migrateai.com"
  hosted_zone_id = "Z09473361MIGRATEAIC0"
  report_email   = "security@migrateai.com"
}

repositories = {
  migrate-backend = {}
}

deploy_roles = {
  repository = "macro-ai/infrastructure"
  environments = {
    staging    = {}
    production = {}
  }
  create_oidc_provider = false # macro-ai/shared has made GitHub known to the account
}

# What of the source code is built and deployed together: `stackwright scope` reads it.
scope = {
  backend = {
    files    = ["app/**", "alembic/**", "alembic.ini", "Dockerfile", "pyproject.toml", "requirements*.txt", "tests/**"]
    services = ["migrate-backend"]
  }
}

# The way a new version takes: `stackwright promote` follows it.
promotion = {
  environments = ["staging", "production"]
}

# Access reviews, which SOC 2 asks for: told at once of what is open to others, and a list of what nobody has used.
access_analyzer = {
  unused_access_days = 90
}

topics = {
  P3 = { email_addresses = ["security@migrateai.com"] }
}
