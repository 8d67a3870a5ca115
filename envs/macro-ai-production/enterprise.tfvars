# Macro AI in production at its largest scale, enterprise: more than 1000 users, no zone that it cannot lose.
#
# All three scales are one deployment, which becomes what was deployed last; `stackwright check` sees to it that none of
# what lasts differs between them. docs/upgrade_path.md says how to go up.
deployed_as = "live"

account_id         = "123456789012"
region             = "us-east-1"
owner              = "macro-ai"
cost_center        = "macro-ai"
log_retention_days = 180

domain = {
  name           = "macro-ai.com"
  hosted_zone_id = "Z08217491MACROAICOM0"
  api_name       = "api.macro-ai.com"
}

network = {
  cidr_block         = "10.60.0.0/16"
  availability_zones = ["us-east-1a", "us-east-1b", "us-east-1c"]
  nat_gateway_count  = 3

  # Images, logs, secrets and parameters stay inside the VPC and are there when a NAT gateway is not.
  interface_endpoints = ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm"]
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
    cpu_units        = 1024
    memory_mib       = 2048
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

    desired_count = 3
    autoscaling = {
      minimum_tasks = 2
      maximum_tasks = 10
    }

    # At every scale, because a service that changes its kind of deployment is replaced.
    deployment = { kind = "canary" }
  }
}

database = {
  kind                  = "rds_postgres"
  engine_version        = "16"
  instance_class        = "db.r6g.large"
  database_name         = "macro_ai"
  master_password       = { kind = "generated" } # by `stackwright secrets`, letters and digits only
  storage               = { allocated_gib = 20, maximum_gib = 100 }
  backup_retention_days = 30
  extensions            = ["vector"]
}

cache = {
  kind      = "redis"
  node_type = "cache.r6g.large"
}

# What the smaller scales have in their place. Taken away once the data has moved: docs/upgrade_path.md.
previous_database = {
  provider   = "Neon"
  direct_url = true
}
previous_cache = { provider = "Upstash" }

tasks = {
  migrate = { from_service = "api", command = ["node", "dist/migrate.js"], runs = "before_deployment" }

  copy-database = {
    from_service    = "api"
    command         = ["node", "dist/copy-database.js"] # from DATABASE_DIRECT_URL to DATABASE_HOST
    connects_to     = ["previous_database", "database"]
    timeout_seconds = 7200
  }
}

secrets = {
  API_KEY               = { description = "Key that clients of the API send", generate = true }
  COOKIE_ENCRYPTION_KEY = { description = "Encrypts session cookies", generate = true }
  OPENAI_API_KEY        = { description = "Key of the OpenAI account, set by hand" }
}

parameters = {
  OPENAI_MODEL = { value = "gpt-4o", description = "Model that the chat uses" }
}

user_pool = {
  domain_prefix = "macro-ai-production"
  callback_urls = ["https://macro-ai.com/auth/callback"]
  logout_urls   = ["https://macro-ai.com/"]
  self_sign_up  = true # the API calls SignUp, which needs no permission
}

recovery_region = { region = "us-west-2" }

# Beside RDS's own 30 days, which go back to any second: a copy that outlives the region and the database.
backup = {
  rules = {
    daily = { schedule = "cron(0 6 * * ? *)", retention_days = 35, copy_retention_days = 35 }
  }
}

topics = {
  P1 = { email_addresses = ["oncall@macro-ai.com"] }
  P2 = { email_addresses = ["oncall@macro-ai.com"] }
  P3 = { email_addresses = ["dev-team@macro-ai.com"] }
}

budget = { monthly_usd = 1200 } # was: 100 to 300 GBP, which the database alone goes beyond

# More than 1,000 people who sign in.
# Assumed, until there are real figures; `stackwright cost` prices them.
usage = {
  free_allowance_share = 1
  monthly_active_users = [1000, 3000, 8000]
  average_tasks        = { api = 3 }

  traffic  = { requests_millions = 8, response_gib = 120, nat_gib = 80, endpoint_gib = 40, cross_zone_gib = 60 }
  site     = { requests_millions = 3, served_gib = 60, stored_gib = 0.5, build_minutes = 0 }
  database = { stored_gib = [20, 30, 60], backup_gib = 80 }
  storage  = { objects_gib = 20, writes_thousands = 300, reads_thousands = 300 }
  logs     = { services_gib = 15, flow_gib = 10, firewall_gib = 0.5, other_gib = 4 }
  backup   = { stored_gib = 60, transferred_gib = 30 }
}

# Common faults are over within five minutes.
recovery_objectives = {
  rto_minutes = 5
  rpo_minutes = 0
  losses      = ["zone"]
}
