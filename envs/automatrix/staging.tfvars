# Automatrix, staging: production's parts at a smaller size. What is not written here has the module's default.

account_id  = "123456789012"
region      = "us-east-1"
owner       = "automatrix"
cost_center = "automatrix"

domain = {
  name           = "staging.automatrix.com"
  hosted_zone_id = "Z03518846AUTOMATRIX0"
}

network = {
  cidr_block         = "10.31.0.0/16"
  availability_zones = ["us-east-1a", "us-east-1b"]
}

frontend = {
  kind           = "static_site"
  api            = {}
  staged_rollout = { visitors_percent = 0 } # only who has the cookie `release=candidate`, until it is raised
}

# Only the distribution reaches it, and the test listener whoever is inside the VPC.
load_balancer = {
  internal                  = true
  test_listener_port        = 8443
  test_listener_cidr_blocks = ["10.31.0.0/16"]
}

web_acl = {}

services = {
  api = {
    image            = "123456789012.dkr.ecr.us-east-1.amazonaws.com/automatrix-api@sha256:c2d4e6f8091a3b5c7d9e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e"
    container_port   = 8000
    cpu_units        = 512
    memory_mib       = 1024
    cpu_architecture = "ARM64"

    route        = { priority = 10, path_patterns = ["/api/*"] }
    health_check = { path = "/api/health" }

    connects_to = ["database", "cache", "ai-provider"]
    secrets     = ["JWT_SECRET"]

    environment = {
      ENVIRONMENT = "staging"
      LOG_FORMAT  = "json" # what log_metrics read
      LOG_LEVEL   = "INFO"
    }

    autoscaling = {
      minimum_tasks = 1
      maximum_tasks = 4
    }

    deployment = { kind = "blue_green" }
  }
}

tasks = {
  migrate = {
    from_service = "api"
    command      = ["alembic", "upgrade", "head"]
    runs         = "before_deployment"
  }
}

database = {
  kind            = "rds_postgres"
  engine_version  = "16"
  instance_class  = "db.t4g.small"
  database_name   = "automatrix"
  master_password = { kind = "generated" } # as in production, where a read replica needs it
  storage         = { maximum_gib = 100 }
  multi_az        = false # checkov:skip=CKV_AWS_157: staging may be down with its zone
}

database_proxy = {}

cache = {
  kind       = "redis"
  node_type  = "cache.t4g.micro"
  node_count = 1
  multi_az   = false # checkov:skip=CKV2_AWS_50: staging may be down with its zone
}

# Each call is looked up in the cache first; what the account may ask for is held back in the task.
external_services = {
  ai-provider = {
    description = "Language model that workflows ask"
    secrets     = { API_KEY = "Key of the AI provider's account, from its console" }
    settings    = { RESPONSE_CACHE_SECONDS = "86400" } # answers in Redis
    rate_limit  = { requests_per_minute = 120, tokens_per_minute = 120000 }
    retry       = { attempts = 5 }
    timeout_ms  = 60000
  }
}

secrets = {
  JWT_SECRET = { description = "Signs the tokens of signed-in people", generate = true }
}

# What the API logs as JSON, one event a line: its name in `event`.
log_metrics = {
  workflow_started = {
    service = "api"
    pattern = "{ $.event = \"workflow_started\" }"
  }
  workflow_failed = {
    service = "api"
    pattern = "{ $.event = \"workflow_failed\" }"
  }
  workflow_duration = {
    service   = "api"
    pattern   = "{ $.event = \"workflow_finished\" }"
    value     = "$.duration_ms"
    unit      = "Milliseconds"
    statistic = "p95"
  }
  ai_rate_limited = {
    service = "api"
    pattern = "{ $.event = \"ai_call\" && $.status = 429 }"
    alarm   = { threshold = 20, evaluation_periods = 2 }
  }
  ai_spend_usd = {
    service = "api"
    pattern = "{ $.event = \"ai_call\" && $.cost_usd > 0 }"
    value   = "$.cost_usd"
    unit    = "None"
    alarm   = { threshold = 10, period_seconds = 86400 } # US dollars in a day
  }
}

budget = { monthly_usd = 250 }

# What tests use, and a load test a month.
# Assumed, until there are real figures; `stackwright cost` prices them.
usage = {
  average_tasks = { api = 1.5 }

  traffic  = { requests_millions = [0.2, 0.5, 5], response_gib = 5, nat_gib = 15, cross_zone_gib = 5 }
  site     = { requests_millions = 0.1, served_gib = 2 }
  database = { stored_gib = 15, backup_gib = 40 }
  storage  = { objects_gib = 5, writes_thousands = 50, reads_thousands = 300 }
  logs     = { services_gib = 4, flow_gib = 3, firewall_gib = 0.1, other_gib = 1 }
}

topics = {
  P1 = { email_addresses = ["oncall@automatrix.com"] }
  P2 = { email_addresses = ["oncall@automatrix.com"] }
  P3 = { email_addresses = ["dev-team@automatrix.com"] }
}
