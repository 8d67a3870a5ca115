"""Rules between sections of an environment's settings.

A rule names the sections it needs as parameters, and `target` if it needs that, and yields a complaint for each value
that contradicts another one. `settings.load` runs it as soon as those sections are valid by themselves.
"""

from settings.rules import cost, deployment, frontend, network, recovery, requests, services, stores, unused, watching

RULES = (
    *deployment.RULES,
    *network.RULES,
    *requests.RULES,
    *services.RULES,
    *stores.RULES,
    *unused.RULES,
    *recovery.RULES,
    *frontend.RULES,
    *watching.RULES,
    *cost.RULES,
)
