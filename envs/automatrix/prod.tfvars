# Automatrix, production: no zone that it cannot lose, and room for more than 100 workflows at a time.

account_id         = "123456789012"
region             = "us-east-1"
owner              = "automatrix"
cost_center        = "automatrix"
log_retention_days = 365 # a year, which the audit of the Safeguards Rule looks back

domain = {
  name           = "app.automatrix.com"
  hosted_zone_id = "Z03518846AUTOMATRIX0"
}

network = {
  cidr_block         = "10.32.0.0/16"
  availability_zones = ["us-east-1a", "us-east-1b", "us-east-1c"]
  nat_gateway_count  = 3
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
  test_listener_cidr_blocks = ["10.32.0.0/16"]
}

web_acl = {}

services = {
  api = {
    image            = "123456789012.dkr.ecr.us-east-1.amazonaws.com/automatrix-api@sha256:c2d4e6f8091a3b5c7d9e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e"
    container_port   = 8000
    cpu_units        = 1024
    memory_mib       = 2048
    cpu_architecture = "ARM64"

    route        = { priority = 10, path_patterns = ["/api/*"] }
    health_check = { path = "/api/health" }

    connects_to = ["database", "cache", "ai-provider"]
    secrets     = ["JWT_SECRET"]

    environment = {
      ENVIRONMENT = "production"
      LOG_FORMAT  = "json" # what log_metrics read
      LOG_LEVEL   = "INFO"
    }

    # A task is taken to run 10 workflows at a time, so 12 of them run 120; a load test shows whether that is true.
    # At the end of a month dealerships close their books: 10 tasks from the start, and room for 200 workflows.
    autoscaling = {
      minimum_tasks = 3
      maximum_tasks = 12

      # The last 3 days of a month begin with another day in each length of month, and cron has no name for it: L is
      # the last day only. In a leap year February's peak lasts 4 days.
      scheduled_actions = {
        month-end-of-31-days = {
          schedule      = "cron(0 0 29 1,3,5,7,8,10,12 ? *)"
          timezone      = "America/New_York"
          minimum_tasks = 10
          maximum_tasks = 20
        }
        month-end-of-30-days = {
          schedule      = "cron(0 0 28 4,6,9,11 ? *)"
          timezone      = "America/New_York"
          minimum_tasks = 10
          maximum_tasks = 20
        }
        month-end-of-february = {
          schedule      = "cron(0 0 26 2 ? *)"
          timezone      = "America/New_York"
          minimum_tasks = 10
          maximum_tasks = 20
        }
        month-begin = {
          schedule      = "cron(0 0 1 * ? *)"
          timezone      = "America/New_York"
          minimum_tasks = 3
          maximum_tasks = 12
        }
      }
    }

    deployment = { kind = "blue_green" } # the old version stays for an hour, so that a rollback is immediate
  }
}

tasks = {
  migrate = {
    from_service = "api"
    command      = ["alembic", "upgrade", "head"]
    runs         = "before_deployment"
  }
}

# Windows in UTC: 3 to 5:30 in the morning in New York, when no dealership is open.
database = {
  kind                  = "rds_postgres"
  engine_version        = "16"
  instance_class        = "db.r6g.large"
  database_name         = "automatrix"
  master_password       = { kind = "generated" } # RDS makes no read replica where it manages the password
  storage               = { allocated_gib = 100, maximum_gib = 500 }
  backup_retention_days = 35
  backup_window         = "08:00-09:00"
  maintenance_window    = "sun:09:30-sun:10:30"
  read_replicas         = { reporting = { instance_class = "db.r6g.large" } }
}

database_proxy = {} # workflows share a few connections

cache = {
  kind               = "redis"
  node_type          = "cache.t4g.medium"
  snapshot_window    = "08:00-09:00"
  maintenance_window = "sun:09:30-sun:10:30"
}

# Each call is looked up in the cache first; what the account may ask for is held back in the task.
external_services = {
  ai-provider = {
    description = "Language model that workflows ask"
    secrets     = { API_KEY = "Key of the AI provider's account, from its console" }
    settings    = { RESPONSE_CACHE_SECONDS = "86400" } # answers in Redis
    rate_limit  = { requests_per_minute = 600, tokens_per_minute = 600000 }
    retry       = { attempts = 5 }
    timeout_ms  = 60000
  }
}

recovery_region = { region = "us-west-2" }

# Audits of dealerships' data look back seven years, and nobody deletes a backup before its time.
backup = {
  rules = {
    daily   = { schedule = "cron(0 11 * * ? *)", retention_days = 35, copy_retention_days = 35 }
    monthly = { schedule = "cron(0 12 1 * ? *)", retention_days = 2557, copy_retention_days = 2557 }
  }
  lock = { minimum_retention_days = 35, maximum_retention_days = 2557 }
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
    alarm   = { severity = "P2", threshold = 5, evaluation_periods = 2 }
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
    alarm   = { threshold = 100, period_seconds = 86400 } # US dollars in a day
  }
}

alarms = {
  site = { availability_percent = 99.9 } # rings when an hour uses 2 % of what may fail in 30 days
}

budget = { monthly_usd = 1400 }

# About 60 dealerships; at the end of a month they close their books.
# Assumed, until there are real figures; `stackwright cost` prices them.
usage = {
  average_tasks = { api = 5 }

  traffic  = { requests_millions = 6, response_gib = 60, nat_gib = 150, cross_zone_gib = 80 }
  site     = { requests_millions = 2, served_gib = 30 }
  database = { stored_gib = [100, 130, 200], backup_gib = [200, 300, 500] }
  storage  = { objects_gib = 60, writes_thousands = 500, reads_thousands = 2000 }
  logs     = { services_gib = 25, flow_gib = 15, firewall_gib = 0.5, other_gib = 5 }
  backup   = { stored_gib = [150, 400, 800], transferred_gib = 80 } # seven years of monthly copies, in time
}

topics = {
  P1 = { email_addresses = ["oncall@automatrix.com"] }
  P2 = { email_addresses = ["oncall@automatrix.com"] }
  P3 = { email_addresses = ["dev-team@automatrix.com"] }
}

# 99.9 % of a month leaves 43 minutes; the loss of the whole region is not part of the promise.
recovery_objectives = {
  rto_minutes = 43
  rpo_minutes = 5
  losses      = ["zone", "data"]
}
