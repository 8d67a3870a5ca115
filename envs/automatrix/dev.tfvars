# Automatrix, dev: every part of the system at its smallest size. What is not written here has the module's default.

account_id          = "123456789012"
region              = "us-east-1"
owner               = "automatrix"
cost_center         = "automatrix"
deletion_protection = false # dev can be destroyed and made again
log_retention_days  = 7

domain = {
  name           = "dev.automatrix.com"
  hosted_zone_id = "Z03518846AUTOMATRIX0"
}

# Subnets in two zones, because a load balancer and a database subnet group need two; tasks run in the first one.
network = {
  cidr_block                   = "10.30.0.0/16"
  availability_zones           = ["us-east-1a", "us-east-1b"]
  task_availability_zone_count = 1
  task_subnets                 = "public" # no NAT gateway in dev: tasks have public addresses
  nat_gateway_count            = 0
}

frontend = {
  kind = "static_site"
  api  = {}
}

load_balancer = { internal = true } # only the distribution reaches it

web_acl = {}

services = {
  api = {
    image            = "123456789012.dkr.ecr.us-east-1.amazonaws.com/automatrix-api@sha256:c2d4e6f8091a3b5c7d9e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e"
    container_port   = 8000
    cpu_units        = 256
    memory_mib       = 512
    cpu_architecture = "ARM64"

    route        = { priority = 10, path_patterns = ["/api/*"] }
    health_check = { path = "/api/health" }

    connects_to     = ["database", "cache", "ai-provider"]
    secrets         = ["JWT_SECRET"]
    execute_command = true                                  # `aws ecs execute-command` for debugging
    container       = { read_only_root_filesystem = false } # which ECS Exec needs

    environment = {
      ENVIRONMENT = "dev"
      LOG_FORMAT  = "json" # what log_metrics read
      LOG_LEVEL   = "DEBUG"
    }

    desired_count = 1
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
  kind                  = "rds_postgres"
  engine_version        = "16"
  instance_class        = "db.t4g.micro"
  database_name         = "automatrix"
  multi_az              = false
  backup_retention_days = 1
  monitoring            = { enhanced_monitoring_seconds = 0 }
}

cache = {
  kind                    = "redis"
  node_type               = "cache.t4g.micro"
  node_count              = 1
  multi_az                = false
  snapshot_retention_days = 0
}

# Each call is looked up in the cache first; what the account may ask for is held back in the task.
external_services = {
  ai-provider = {
    description = "Language model that workflows ask"
    secrets     = { API_KEY = "Key of the AI provider's account, from its console" }
    settings    = { RESPONSE_CACHE_SECONDS = "86400" } # answers in Redis
    rate_limit  = { requests_per_minute = 60, tokens_per_minute = 60000 }
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
    alarm   = { threshold = 5, period_seconds = 86400 } # US dollars in a day
  }
}

budget = { monthly_usd = 110 }

# What developers and tests use.
# Assumed, until there are real figures; `stackwright cost` prices them.
usage = {
  traffic  = { requests_millions = 0.1, response_gib = 1, cross_zone_gib = 1 }
  site     = { requests_millions = 0.05, served_gib = 1 }
  database = { stored_gib = 5, backup_gib = 10 }
  storage  = { objects_gib = 2, writes_thousands = 20, reads_thousands = 100 }
  logs     = { services_gib = 1, flow_gib = 1, firewall_gib = 0.05, other_gib = 0.5 }
}

topics = {
  P1 = { email_addresses = ["oncall@automatrix.com"] }
  P2 = { email_addresses = ["oncall@automatrix.com"] }
  P3 = { email_addresses = ["dev-team@automatrix.com"] }
}
