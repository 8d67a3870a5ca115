# Macro AI in production at its middle scale, enhanced-hobby: 100 to 500 users, the loss of a zone is survived.
#
# All three scales are one deployment, which becomes what was deployed last; `stackwright check` sees to it that none of
# what lasts differs between them. docs/upgrade_path.md says how to go up.
deployed_as = "live"

account_id         = "123456789012"
region             = "us-east-1"
owner              = "macro-ai"
cost_center        = "macro-ai"
log_retention_days = 90

domain = {
  name           = "macro-ai.com"
  hosted_zone_id = "Z08217491MACROAICOM0"
  api_name       = "api.macro-ai.com"
}

network = {
  cidr_block         = "10.60.0.0/16"
  availability_zones = ["us-east-1a", "us-east-1b"]
}

frontend = {
  kind      = "amplify_site"
  candidate = {} # the next release, at next.macro-ai.com

  # The browser calls the API at its own name: passed on by Amplify, all requests would come from a few addresses, and
  # the firewall's rate limit would hold for all visitors together.
  security_headers = {
    content_security_policy = "default-src 'self'; connect-src 'self' https://api.macro-ai.com; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
  }
}

web_acl = {}

# Where the team sees a new version before it gets requests, from its office.
load_balancer = {
  test_listener_port        = 8443
  test_listener_cidr_blocks = ["203.0.113.0/24"]
}

cluster = { container_insights = "enhanced" } # detailed monitoring

services = {
  api = {
    image            = "123456789012.dkr.ecr.us-east-1.amazonaws.com/macro-ai-production-api@sha256:1f0c2b7ad6c9c2b8a8dd8f5b0cbdba76e1dfb03e5f2cbbf1a9d1c7f5a3a0e9d4"
    container_port   = 3040
    cpu_units        = 512
    memory_mib       = 1024
    cpu_architecture = "ARM64"

    route        = { priority = 10, path_patterns = ["/api/*"] }
    health_check = { path = "/api/health" }

    connects_to     = ["database", "cache"]
    secrets         = ["API_KEY", "COOKIE_ENCRYPTION_KEY", "OPENAI_API_KEY"]
    parameters      = ["OPENAI_MODEL"]
    user_pool_admin = true
    tracing         = true

    environment = {
      NODE_ENV  = "production"
      LOG_LEVEL = "info"
    }

    autoscaling = {
      minimum_tasks = 2 # one in each zone
      maximum_tasks = 4
    }

    # At every scale, because a service that changes its kind of deployment is replaced.
    deployment = { kind = "canary" }
  }
}

# Neon keeps 14 days of history; nothing in AWS holds data that could be backed up.
database = {
  kind       = "external_database"
  provider   = "Neon"
  direct_url = true # migrations go past Neon's pool
}

cache = {
  kind     = "external_cache"
  provider = "Upstash"
}

tasks = {
  migrate = { from_service = "api", command = ["node", "dist/migrate.js"], runs = "before_deployment" }
}

secrets = {
  API_KEY               = { description = "Key that clients of the API send", generate = true }
  COOKIE_ENCRYPTION_KEY = { description = "Encrypts session cookies", generate = true }
  OPENAI_API_KEY        = { description = "Key of the OpenAI account, set by hand" }
}

parameters = {
  OPENAI_MODEL = { value = "gpt-4o-mini", description = "Model that the chat uses" }
}

user_pool = {
  domain_prefix = "macro-ai-production"
  callback_urls = ["https://macro-ai.com/auth/callback"]
  logout_urls   = ["https://macro-ai.com/"]
  self_sign_up  = true # the API calls SignUp, which needs no permission
}

topics = {
  P1 = { email_addresses = ["oncall@macro-ai.com"] }
  P2 = { email_addresses = ["oncall@macro-ai.com"] }
  P3 = { email_addresses = ["dev-team@macro-ai.com"] }
}

budget = { monthly_usd = 180 }

# 100 to 500 people who sign in.
# Assumed, until there are real figures; `stackwright cost` prices them.
usage = {
  free_allowance_share = 1
  monthly_active_users = [100, 300, 500]
  average_tasks        = { api = 2.2 }

  traffic = { requests_millions = [0.5, 1, 2], response_gib = 15, nat_gib = 15, cross_zone_gib = 2 }
  site    = { requests_millions = 0.3, served_gib = 10, stored_gib = 0.2, build_minutes = 0 }
  storage = { objects_gib = 3, writes_thousands = 50, reads_thousands = 50 }
  logs    = { services_gib = 2, flow_gib = 2, firewall_gib = 0.1, other_gib = 0.5 }

  key_requests_millions = 0.05
}
