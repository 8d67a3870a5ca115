# Eloquent, dev: one task, the smallest database, one zone; nothing runs at night and on weekends.

account_id          = "123456789012"
region              = "us-east-1"
owner               = "eloquent"
cost_center         = "eloquent"
deletion_protection = false # dev can be destroyed and made again
log_retention_days  = 7

domain = {
  name           = "dev.eloquent-chat.com"
  hosted_zone_id = "Z05927713ELOQUENTCH0"
}

# Subnets in two zones, because a load balancer and a database subnet group need two; tasks run in the first one.
network = {
  cidr_block                   = "10.40.0.0/16"
  availability_zones           = ["us-east-1a", "us-east-1b"]
  task_availability_zone_count = 1
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
    cpu_units        = 256
    memory_mib       = 512
    cpu_architecture = "ARM64"

    connects_to = ["database", "pinecone", "openai"]
    secrets     = ["JWT_SECRET"]
    tracing     = true

    autoscaling = {
      minimum_tasks = 1
      maximum_tasks = 1
      scheduled_actions = {
        evening = { schedule = "cron(0 20 * * ? *)", timezone = "America/New_York", minimum_tasks = 0, maximum_tasks = 0 }
        morning = { schedule = "cron(0 7 ? * MON-FRI *)", timezone = "America/New_York", minimum_tasks = 1, maximum_tasks = 1 }
      }
    }

    # A stop waits for answers that are being streamed: first without new requests, then between SIGTERM and SIGKILL.
    route        = { priority = 10, path_patterns = ["/api/*", "/health"], deregistration_delay_seconds = 60 }
    health_check = { path = "/health", grace_period_seconds = 90 }
    container    = { stop_timeout_seconds = 60 }
  }
}

tasks = {
  migrate = { from_service = "api", command = ["alembic", "upgrade", "head"], runs = "before_deployment" }
}

database = {
  kind            = "aurora_postgres"
  engine_version  = "16"
  database_name   = "eloquent"
  master_password = { kind = "generated" } # as in prod, whose global database needs it
  minimum_acu     = 0.5
  maximum_acu     = 1
  reader_count    = 0
}

# Reached through the NAT gateway.
external_services = {
  pinecone = {
    description = "Vector index of the documents"
    secrets     = { API_KEY = "Key of the Pinecone project, from its console" }
    settings    = { INDEX_NAME = "eloquent-dev", DIMENSIONS = "1536", REGION = "us-east-1" }
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
  }
}

alarms = { site = { skip = ["down", "error_budget"] } } # at night it is meant to be down

topics = {
  P2 = { email_addresses = ["dev-team@eloquent-chat.com"] }
  P3 = { email_addresses = ["dev-team@eloquent-chat.com"] }
}

budget = { monthly_usd = 150 }

# What developers use on working days.
# Assumed, until there are real figures; `stackwright cost` prices them.
usage = {
  traffic  = { requests_millions = 0.1, response_gib = 1, nat_gib = 10, cross_zone_gib = 1 }
  site     = { requests_millions = 0.05, served_gib = 1 }
  database = { average_acu = 0.6, stored_gib = 5, io_millions = 5, backup_gib = 5 }
  storage  = { objects_gib = 2, writes_thousands = 20, reads_thousands = 100 }
  logs     = { services_gib = 1, flow_gib = 1, firewall_gib = 0.05, other_gib = 0.5 }
}

release = {
  health_keys = ["status", "version", "database", "vector_store"]
}
