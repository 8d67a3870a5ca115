# Macro AI: what its environments share, and what the account has once for all systems in it. An administrator applies it.

account_id  = "123456789012"
region      = "us-east-1"
owner       = "macro-ai"
cost_center = "macro-ai"

# Made by Route 53 when the domain was registered, so it is taken over. macro-ai-production has its names in it too.
hosted_zone = {
  name           = "macro-ai.com"
  hosted_zone_id = "Z08217491MACROAICOM0"
  report_email   = "security@macro-ai.com"
}

repositories = {
  macro-ai-api = {}
  macro-ai-ui  = {}
}

deploy_roles = {
  repository = "macro-ai/infrastructure"
  environments = {
    dev     = {}
    staging = {}
    prod    = {}
  }
}

# What of the source code is built and deployed together: `stackwright scope` reads it.
scope = {
  backend = {
    files    = ["apps/express-api/**"]
    services = ["api"]
  }
  frontend = {
    files    = ["apps/client-ui/**"]
    services = ["ui"]
  }
  infrastructure_files = ["infrastructure/**"]
  shared_files = [
    "packages/**",
    "package.json",
    "pnpm-lock.yaml",
    "pnpm-workspace.yaml",
    "turbo.json",
    "tsconfig*.json",
  ]
}

# The way a new version takes: `stackwright promote` follows it.
promotion = {
  environments = ["dev", "staging", "prod"]
  keep = {
    web_acl           = "dev has no firewall: only its developers know the name"
    "buckets.backups" = "production alone has data that is worth a second copy"
  }
}

audit_trail = {
  object_events_of = ["macro-ai-prod-"]
}

guardduty = {}

account_budget = {
  monthly_usd     = 2500
  email_addresses = ["finance@macro-ai.com"]
}

cost_monitoring = {
  active_tags = ["system", "environment", "component", "owner", "cost-center"]
  anomalies   = { watches = "services" }
}

topics = {
  P2 = { email_addresses = ["oncall@macro-ai.com"] }
  P3 = { email_addresses = ["dev-team@macro-ai.com"] }
}
