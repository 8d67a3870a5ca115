# Eloquent, production: three zones, a second database instance, a copy of the data in another region.

account_id  = "123456789012"
region      = "us-east-1"
owner       = "eloquent"
cost_center = "eloquent"

domain = {
  name           = "eloquent-chat.com"
  hosted_zone_id = "Z05927713ELOQUENTCH0"
}

network = {
  cidr_block         = "10.42.0.0/16"
  availability_zones = ["us-east-1a", "us-east-1b", "us-east-1c"]
  nat_gateway_count  = 3

  # Images, logs, secrets and parameters stay inside the VPC and are there when a NAT gateway is not.
  interface_endpoints = ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm"]
}

frontend = {
  kind = "static_site"
  api = {
    path_patterns            = ["/api/*", "/health"]
    response_timeout_seconds = 60 # answers are streamed, and the first word may take its time
  }
}

load_balancer = { internal = true } # only the distribution reaches it, so nobody goes around its firewall

web_acl = { rate_limit = { requests = 1000, window_seconds = 60 } }

services = {
  api = {
    image            = "123456789012.dkr.ecr.us-east-1.amazonaws.com/eloquent-api@sha256:8d0b5c1e7f3a492b6c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d"
    container_port   = 8000
    cpu_units        = 1024
    memory_mib       = 2048
    cpu_architecture = "ARM64"

    connects_to = ["database", "pinecone", "openai"]
    secrets     = ["JWT_SECRET"]
    tracing     = true

    autoscaling = {
      minimum_tasks = 2
      maximum_tasks = 10
      # Instead of predictive scaling, which the AWS provider has from 6.13 on: tasks are there before the working day.
      scheduled_actions = {
        evening = { schedule = "cron(0 20 * * ? *)", timezone = "America/New_York", minimum_tasks = 2, maximum_tasks = 10 }
        morning = { schedule = "cron(30 7 ? * MON-FRI *)", timezone = "America/New_York", minimum_tasks = 3, maximum_tasks = 10 }
      }
    }

    # A stop waits for answers that are being streamed: first without new requests, then between SIGTERM and SIGKILL.
    route        = { priority = 10, path_patterns = ["/api/*", "/health"], deregistration_delay_seconds = 60 }
    health_check = { path = "/health", grace_period_seconds = 90 }
    container    = { stop_timeout_seconds = 60 }
  }
}

tasks = {
  migrate = {
    from_service       = "api"
    command            = ["alembic", "upgrade", "head"]
    runs               = "before_deployment"
    log_retention_days = 7 # whoever releases reads it at once
  }
}

database = {
  kind            = "aurora_postgres"
  engine_version  = "16"
  database_name   = "eloquent"
  master_password = { kind = "generated" } # which a global database needs
  minimum_acu     = 0.5
  maximum_acu     = 16
  global_database = {} # was: daily backups alone, which lose up to a day; 15 minutes are allowed
}

# Reached through the NAT gateway.
external_services = {
  pinecone = {
    description = "Vector index of the documents"
    secrets     = { API_KEY = "Key of the Pinecone project, from its console" }
    settings    = { INDEX_NAME = "eloquent-prod", DIMENSIONS = "1536", REGION = "us-east-1" }
  }
  openai = {
    description = "Embeddings and answers"
    secrets     = { API_KEY = "Key of the OpenAI project, from its console" }
  }
}

secrets = {
  JWT_SECRET = { description = "Signs the tokens of people who signed in", generate = true, length = 64 }
}

tracing = { kind = "adot_collector" } # the X-Ray daemon is in maintenance

# What it takes to go on elsewhere within an hour: files, keys and passwords, and a database that is seconds behind.
recovery_region = {
  region             = "us-west-2"
  bucket_replication = {}
  replicate_secrets  = true
  database_network = {
    cidr_block         = "10.43.0.0/24"
    availability_zones = ["us-west-2a", "us-west-2b"]
  }
}

# Beside the seven days that the cluster keeps itself: a month, with copies in the recovery region.
backup = {
  rules = {
    daily = { schedule = "cron(0 9 * * ? *)", retention_days = 35, copy_retention_days = 35 }
  }
}

log_metrics = {
  chat_answers = {
    service = "api"
    pattern = "{ $.event = \"chat_answer\" }"
  }
  chat_answer_ms = {
    service   = "api"
    pattern   = "{ $.event = \"chat_answer\" && $.duration_ms = * }"
    value     = "$.duration_ms"
    unit      = "Milliseconds"
    statistic = "p95"
  }
  retrieval_failures = {
    service = "api"
    pattern = "{ $.event = \"retrieval_failed\" }"
    alarm   = { severity = "P4", threshold = 10 }
  }
}

# P1 calls whoever is on call, who answers within 15 minutes; PagerDuty's own rules decide about the others.
topics = {
  P1 = { pagerduty = true, email_addresses = ["oncall@eloquent-chat.com"] }
  P2 = { pagerduty = true, email_addresses = ["oncall@eloquent-chat.com"] }
  P3 = { pagerduty = true }
  P4 = { pagerduty = true }
}

budget = { monthly_usd = 700 }

# About 2,000 people who chat on working days.
# Assumed, until there are real figures; `stackwright cost` prices them.
usage = {
  average_tasks = { api = 3 }

  traffic  = { requests_millions = 3, response_gib = 40, nat_gib = 80, endpoint_gib = 40, cross_zone_gib = 40 }
  site     = { requests_millions = 3, served_gib = 60 }
  database = { average_acu = 1, stored_gib = 40, io_millions = 60, replicated_write_millions = 15, backup_gib = 60 }
  storage  = { objects_gib = 30, writes_thousands = 300, reads_thousands = 1000 }
  logs     = { services_gib = 12, flow_gib = 10, firewall_gib = 0.5, other_gib = 3 }
  backup   = { stored_gib = 60, transferred_gib = 30 }
}

release = {
  snapshot_before = true
  health_keys     = ["status", "version", "database", "vector_store"]
}

# An hour and a quarter of it, whatever is lost: that is what the copy in the other region is for.
recovery_objectives = {
  rto_minutes = 60
  rpo_minutes = 15
}
