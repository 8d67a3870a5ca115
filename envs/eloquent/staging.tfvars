# Eloquent, staging: everything that prod has in its own region, at a smaller size.

account_id         = "123456789012"
region             = "us-east-1"
owner              = "eloquent"
cost_center        = "eloquent"
log_retention_days = 7

domain = {
  name           = "staging.eloquent-chat.com"
  hosted_zone_id = "Z05927713ELOQUENTCH0"
}

network = {
  cidr_block         = "10.41.0.0/16"
  availability_zones = ["us-east-1a", "us-east-1b"]
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
    cpu_units        = 512
    memory_mib       = 1024
    cpu_architecture = "ARM64"

    connects_to = ["database", "pinecone", "openai"]
    secrets     = ["JWT_SECRET"]
    tracing     = true

    desired_count = 2
    autoscaling = {
      minimum_tasks = 1
      maximum_tasks = 4
      scheduled_actions = {
        evening = { schedule = "cron(0 20 * * ? *)", timezone = "America/New_York", minimum_tasks = 1, maximum_tasks = 1 }
        morning = { schedule = "cron(0 7 ? * MON-FRI *)", timezone = "America/New_York", minimum_tasks = 2, maximum_tasks = 4 }
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
  kind            = "aurora_postgres" # checkov:skip=CKV2_AWS_8: the automatic backups of a week are enough for staging
  engine_version  = "16"
  database_name   = "eloquent"
  master_password = { kind = "generated" } # as in prod, whose global database needs it
  minimum_acu     = 0.5
  maximum_acu     = 2
  reader_count    = 0
}

# Reached through the NAT gateway.
external_services = {
  pinecone = {
    description = "Vector index of the documents"
    secrets     = { API_KEY = "Key of the Pinecone project, from its console" }
    settings    = { INDEX_NAME = "eloquent-staging", DIMENSIONS = "1536", REGION = "us-east-1" }
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

topics = {
  P1 = { email_addresses = ["oncall@eloquent-chat.com"] }
  P2 = { email_addresses = ["oncall@eloquent-chat.com"] }
  P3 = { email_addresses = ["dev-team@eloquent-chat.com"] }
}

budget = { monthly_usd = 220 }

# What tests use on working days.
# Assumed, until there are real figures; `stackwright cost` prices them.
usage = {
  average_tasks = { api = 1 }

  traffic  = { requests_millions = [0.1, 0.3, 3], response_gib = 3, nat_gib = 15, cross_zone_gib = 3 }
  site     = { requests_millions = 0.1, served_gib = 2 }
  database = { average_acu = 0.7, stored_gib = 10, io_millions = 10, backup_gib = 10 }
  storage  = { objects_gib = 3, writes_thousands = 30, reads_thousands = 200 }
  logs     = { services_gib = 2, flow_gib = 2, firewall_gib = 0.1, other_gib = 0.5 }
}

release = {
  health_keys = ["status", "version", "database", "vector_store"]
}
