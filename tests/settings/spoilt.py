"""An environment file with one thing wrong each time, and all that a user reads about it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Spoilt:
    """`old` in sample.tfvars becomes `new`; `expected` are the messages without the file's name."""

    name: str
    old: str
    new: str
    expected: tuple[str, ...]


def spoilt(name: str, old: str, new: str, *expected: str) -> Spoilt:
    return Spoilt(name, old, new, expected)


IMAGE = (
    "123456789012.dkr.ecr.us-east-1.amazonaws.com/macro-ai-api"
    "@sha256:1f0c2b7ad6c9c2b8a8dd8f5b0cbdba76e1dfb03e5f2cbbf1a9d1c7f5a3a0e9d4"
)
REPOSITORY = IMAGE.partition("@")[0]
SECRET_ADVICE = (
    "what is in this file ends in the plan and the state. Declare the name in `secrets` and set the value with "
    "`stackwright secrets`"
)

CASES = (
    spoilt(
        "misspelt section",
        "network = {",
        "netwrok = {",
        ": network is required: the VPC: its range, its zones, its ways out",
        ":16: netwrok is not a setting; did you mean network?",
    ),
    spoilt(
        "misspelt field",
        "  multi_az              = false",
        "  multi_zone = false",
        ":78: database.multi_zone is not a setting; did you mean multi_az?",
    ),
    spoilt(
        "misspelt field deep inside",
        "maximum_gib = 100",
        "maximum_gb = 100",
        ":77: database.storage.maximum_gb is not a setting; did you mean maximum_gib?",
    ),
    spoilt(
        "number in quotes",
        "container_port   = 3040",
        'container_port = "3040"',
        ':27: services.api.container_port must be a whole number, got "3040"',
    ),
    spoilt(
        "number without quotes",
        'account_id          = "123456789012"',
        "account_id = 123456789012",
        ":3: account_id must be a string in quotes, got 123456789012",
    ),
    spoilt(
        "boolean in quotes",
        "deletion_protection = false",
        'deletion_protection = "false"',
        ':7: deletion_protection must be true or false, got "false"',
    ),
    spoilt(
        "boolean that Python takes for a listed 1",
        "log_retention_days  = 7",
        "log_retention_days = true",
        ":8: log_retention_days must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, "
        "1827, 2192, 2557, 2922, 3288, 3653, got true",
    ),
    spoilt(
        "text instead of a list",
        'path_patterns = ["/api/*"]',
        'path_patterns = "/api/*"',
        ':32: services.api.route.path_patterns must be a list [ ... ], got "/api/*"',
    ),
    spoilt(
        "map instead of a list",
        'connects_to     = ["database", "cache"]',
        "connects_to = { database = true }",
        ":35: services.api.connects_to must be a list [ ... ], got a map",
    ),
    spoilt(
        "missing field",
        '  instance_class        = "db.t3.micro"\n',
        "",
        ":72: database.instance_class is required: memory and processor, such as db.t4g.micro or db.r6g.large",
    ),
    spoilt(
        "missing section",
        'domain = {\n  name           = "dev.macro-ai.com"\n  hosted_zone_id = "Z08217491MACROAICOM0"\n}\n',
        "",
        ": domain is required: the name people reach the system by, and the hosted zone that holds it",
    ),
    spoilt(
        "unknown variant",
        'kind                  = "rds_postgres"',
        'kind = "rds_mysql"',
        ':73: database.kind must be one of "rds_postgres", "aurora_postgres", "external_database", got "rds_mysql"',
    ),
    spoilt(
        "unknown instance class",
        '"db.t3.micro"',
        '"db.t3.mirco"',
        ':75: database.instance_class must be an instance class of RDS for PostgreSQL such as db.t4g.micro or db.r6g.large (db.t3 comes in micro, small, medium, large, xlarge, 2xlarge), got "db.t3.mirco"',
    ),
    spoilt(
        "memory that does not fit the CPU",
        f'{IMAGE}"\n    container_port   = 3040\n    cpu_units        = 256\n    memory_mib       = 512',
        f'{IMAGE}"\n    container_port   = 3040\n    cpu_units        = 256\n    memory_mib       = 4096',
        ":29: services.api.memory_mib must be one of 512, 1024, 2048 when cpu_units is 256, got 4096",
    ),
    spoilt(
        "CPU that Fargate does not have",
        "container_port   = 3040\n    cpu_units        = 256",
        "container_port   = 3040\n    cpu_units        = 300",
        ":28: services.api.cpu_units must be one of 256, 512, 1024, 2048, 4096, 8192, 16384, got 300",
    ),
    spoilt(
        "image latest",
        IMAGE,
        f"{REPOSITORY}:latest",
        f':26: services.api.image must be an image with a digest or the tag of one build: latest is moved, and rolling back to the previous task definition would start the same image again, got "{REPOSITORY}:latest"',
    ),
    spoilt(
        "image without tag",
        IMAGE,
        REPOSITORY,
        f':26: services.api.image must be an image with a digest or a tag: without one it means latest, and rolling back to the previous task definition would start the same image again, got "{REPOSITORY}"',
    ),
    spoilt(
        "image with a tag that moves",
        IMAGE,
        f"{REPOSITORY}:main",
        f':26: services.api.image must be an image with a digest or the tag of one build: main looks like it moves, and rolling back to the previous task definition would start the same image again, got "{REPOSITORY}:main"',
    ),
    spoilt(
        "one availability zone",
        '["us-east-1a", "us-east-1b"]',
        '["us-east-1a"]',
        ":18: network.availability_zones must have at least 2 elements, got 1",
    ),
    spoilt(
        "zone of another region",
        '["us-east-1a", "us-east-1b"]',
        '["us-east-1a", "eu-west-1b"]',
        ':18: network.availability_zones[1] must be a zone of the region us-east-1, got "eu-west-1b"',
    ),
    spoilt(
        "private tasks without a way out",
        'task_subnets                 = "public"',
        'task_subnets = "private"',
        ':21: network.nat_gateway_count must be 1 or 2 when task_subnets is "private", because tasks could not pull their images; or set task_subnets = "public", or add ecr.api, ecr.dkr, logs, secretsmanager, ssm to interface_endpoints, got 0',
    ),
    spoilt(
        "network too small",
        '"10.20.0.0/16"',
        '"10.20.0.0/24"',
        ':17: network.cidr_block must have a prefix of /16 to /20, got "10.20.0.0/24"',
    ),
    spoilt(
        "undeclared secret",
        '"OPENAI_API_KEY"]',
        '"OPENAI_KEY"]',
        ':36: services.api.secrets[2] is not declared in secrets, got "OPENAI_KEY"; did you mean OPENAI_API_KEY?',
    ),
    spoilt(
        "undeclared parameter",
        '["OPENAI_MODEL"]',
        '["MODEL"]',
        ':37: services.api.parameters[0] is not declared in parameters, got "MODEL"; declare it there',
    ),
    spoilt(
        "secret as plain value",
        '"gpt-4o-mini"',
        '"sk-' + 'proj-0123456789abcdefghijkl"',
        f":99: parameters.OPENAI_MODEL.value looks like an OpenAI or Anthropic key; {SECRET_ADVICE}",
    ),
    spoilt(
        "secret in the environment",
        'LOG_LEVEL = "debug"',
        'QUEUE_URL = "amqp://app:' + 'hunter2@db/app"',
        f":45: services.api.environment.QUEUE_URL looks like a password in a URL; {SECRET_ADVICE}",
    ),
    spoilt(
        "trace header in the environment",
        'LOG_LEVEL = "debug"',
        '_X_AMZN_TRACE_ID = "1-2-3"',
        ":45: services.api.environment._X_AMZN_TRACE_ID must not be given: the X-Ray SDK reads it as the current request's, so all requests would join one trace",
    ),
    spoilt(
        "port written twice",
        'LOG_LEVEL = "debug"',
        'PORT = "3030"',
        ':45: services.api.environment.PORT must be left out: container_port sets it, got "3030"',
    ),
    spoilt(
        "two services of one priority",
        "priority = 1000",
        "priority = 10",
        ":63: services.ui.route.priority must differ from that of services.api: the load balancer tries its rules in this order, got 10",
    ),
    spoilt(
        "two services of one path",
        'path_patterns = ["/*"]',
        'path_patterns = ["/api/*"]',
        ':63: services.ui.route.path_patterns[0] leads to services.api already, got "/api/*"',
    ),
    spoilt(
        "retention CloudWatch does not offer",
        "log_retention_days  = 7",
        "log_retention_days = 8",
        ":8: log_retention_days must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, got 8",
    ),
    spoilt(
        "cache in two zones with one node",
        "multi_az                = false",
        "multi_az = true",
        ":87: cache.node_count must be at least 2 when multi_az is true: a single node has nothing to fail over to, got 1",
    ),
    spoilt(
        "connection to what is not there",
        'cache = {\n  kind                    = "redis"\n  node_type               = "cache.t4g.micro"\n  node_count              = 1\n  multi_az                = false\n  snapshot_retention_days = 0\n}\n',
        "",
        ":35: services.api.connects_to[1] names the cache, but this environment has no cache section",
    ),
    spoilt(
        "severity without topic",
        '  P3 = { email_addresses = ["dev-team@macro-ai.com"] }\n',
        "",
        ":109: topics must have P3, which alarms are sent to, got P1, P2",
        ":114: budget.severity must be one that topics has, P1, P2, got P3",
    ),
    spoilt(
        "expression", '"us-east-1"\n', "var.region\n", ":4: region must be a plain value, got the expression var.region"
    ),
    spoilt(
        "interpolation",
        'name           = "dev.macro-ai.com"',
        'name = "${var.stage}.macro-ai.com"',
        ":11: domain.name must be a plain value, got the expression ${var.stage}; for the characters ${ themselves write $${",
    ),
    spoilt(
        "key given twice",
        'owner               = "macro-ai"',
        'owner = "macro-ai"\nowner = "platform"',
        ":6: owner is already set on line 5; keep one of the two",
    ),
    spoilt(
        "block",
        "network = {",
        "network {",
        ":16: network must be written network = { ... }; a tfvars file has no blocks",
    ),
    spoilt(
        "null",
        "log_retention_days  = 7",
        "log_retention_days = null",
        ":8: log_retention_days must have a value, got null; leave the line out instead",
    ),
    spoilt(
        "unclosed string",
        'owner               = "macro-ai"',
        'owner = "macro-ai',
        ':5: owner must end with a " on the same line; write a line break as \\n',
    ),
    spoilt(
        "wrong account id",
        '"123456789012"\nregion',
        '"12345678901"\nregion',
        ':3: account_id must be an AWS account id of twelve digits, got "12345678901"',
    ),
    spoilt(
        "deployment that cannot start",
        'deployment = { kind = "rolling" }\n  }\n\n  ui',
        'deployment = { kind = "rolling", maximum_percent = 100 }\n  }\n\n  ui',
        ":53: services.api.deployment.maximum_percent must be at least 200 when minimum_healthy_percent is 100 and 1 task runs, or no deployment starts, got 100",
    ),
    spoilt(
        "more tasks than allowed",
        "minimum_tasks = 1",
        "minimum_tasks = 20",
        ":49: services.api.autoscaling.minimum_tasks must be at most maximum_tasks, 10, got 20",
    ),
    spoilt(
        "service named like a module",
        "  ui = {",
        "  network = {",
        ":56: services.network has the name of another part of the system; call it otherwise",
    ),
)
