# Macro AI in production at its smallest scale, hobby: fewer than 100 users, one person who looks after it.
#
# All three scales are one deployment, which becomes what was deployed last; `stackwright check` sees to it that none of
# what lasts differs between them. docs/upgrade_path.md says how to go up.
deployed_as = "live"

account_id  = "123456789012"
region      = "us-east-1"
owner       = "macro-ai"
cost_center = "macro-ai"

domain = {
  name           = "macro-ai.com"
  hosted_zone_id = "Z08217491MACROAICOM0"
  api_name       = "api.macro-ai.com"
}

# Subnets in two zones, because a load balancer needs two; tasks run in the first one.
# checkov:skip=CKV_AWS_333: no NAT gateway at this scale (P-01)
network = {
  cidr_block                   = "10.60.0.0/16"
  availability_zones           = ["us-east-1a", "us-east-1b"]
  task_availability_zone_count = 1
  task_subnets                 = "public" # instead of a NAT gateway, tasks have public addresses
  nat_gateway_count            = 0
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

services = {
  api = {
    image            = "123456789012.dkr.ecr.us-east-1.amazonaws.com/macro-ai-production-api@sha256:1f0c2b7ad6c9c2b8a8dd8f5b0cbdba76e1dfb03e5f2cbbf1a9d1c7f5a3a0e9d4"
    container_port   = 3040
    cpu_units        = 256
    memory_mib       = 512
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

    desired_count = 1 # scaled by hand, here

    # At every scale, because a service that changes its kind of deployment is replaced.
    deployment = { kind = "canary" }
  }
}

# Neon keeps 7 days of history; nothing in AWS holds data that could be backed up.
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

# Basic ones: whether it works and has room, not how fast it is.
alarms = { load_balancer = { skip = ["latency", "rejected_connections"] } }

budget = { monthly_usd = 80 } # was: 30 GBP, which load balancer, its addresses and firewall alone go beyond

# Fewer than 100 people who sign in, and nothing else in the account that uses its allowances.
# Assumed, until there are real figures; `stackwright cost` prices them.
usage = {
  free_allowance_share = 1
  monthly_active_users = [30, 60, 100]

  traffic = { requests_millions = [0.1, 0.2, 0.4], response_gib = [1, 3, 6], cross_zone_gib = 0 }
  site    = { requests_millions = 0.05, served_gib = [1, 2, 4], stored_gib = 0.2, build_minutes = 0 }
  storage = { objects_gib = 1, writes_thousands = 20, reads_thousands = 20 }
  logs    = { services_gib = 0.5, flow_gib = 0.5, firewall_gib = 0.05, other_gib = 0.1 }

  key_requests_millions = 0.02
}
