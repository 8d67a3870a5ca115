"""A site on Amplify Hosting."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from modules.amplify_site.inputs import AmplifySiteInputs
from modules.base.construct import Module, ModuleScope
from modules.base.iam import Statement
from modules.base.security_headers import SecurityHeadersInputs
from resources import aws, given


class AmplifySite(Module):
    """An Amplify app with a branch for visitors, one for the next release if asked for, and its domain names.

    Gives `app_id`, `arn` (for a web ACL of scope CLOUDFRONT), `default_domain` and `deploy_statements`: what may upload
    a release and follow it.

    The app has no repository and no token: releases are uploaded, or somebody connects a repository in the console,
    which Terraform then leaves alone. `api_url` is where the API answers, such as https://api.example.com.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: AmplifySiteInputs,
        *,
        domain_names: Sequence[str],
        deletion_protection: bool,
        api_url: str | None = None,
    ) -> None:
        super().__init__(scope, id)
        if inputs.api_paths and api_url is None:
            raise ValueError(f"{self.prefix} has paths of an API, and no api_url to pass them on to")
        self._inputs = inputs
        self._app = aws.AmplifyApp(
            self,
            name=f"{self.context.name}-{id.replace('_', '-')}",
            description=f"Frontend of {self.context.name}",
            platform="WEB",
            custom_rule=_blocks(self._rules(api_url)),
            custom_headers=_custom_headers(inputs.security_headers),
            lifecycle={"prevent_destroy": deletion_protection, "ignore_changes": ["repository"]},
            **given(environment_variables=inputs.build_environment or None),
        )
        self._branch = self._make_branch("current", inputs.branch_name, "PRODUCTION")
        self._candidate = (
            self._make_branch("candidate", inputs.candidate.branch_name, "BETA") if inputs.candidate else None
        )
        self._names(domain_names)
        self.app_id = self._app.id
        self.arn = self._app.arn
        self.default_domain = self._app.default_domain
        self.deploy_statements = self._deploy_statements()
        self.output("app_id", self.app_id, description="Where a release of the site is uploaded")

    def _rules(self, api_url: str | None) -> Iterator[dict[str, str]]:
        """The first that matches counts. Status 200 rewrites: the address in the browser stays."""
        for path in self._inputs.api_paths:
            yield {"source": f"{path}<*>", "target": f"{api_url}{path}<*>", "status": "200"}
        # A path with a dot names a file; anything else is a route of the application in the browser.
        yield {"source": "</^[^.]+$/>", "target": "/index.html", "status": "200"}

    def _make_branch(self, local_name: str, branch_name: str, stage: str) -> aws.AmplifyBranch:
        return aws.AmplifyBranch(
            self,
            local_name,
            app_id=self._app.id,
            branch_name=branch_name,
            stage=stage,
            enable_auto_build=self._inputs.auto_build,
        )

    def _names(self, domain_names: Sequence[str]) -> None:
        for domain_name, prefixes in _by_domain(domain_names).items():
            sub_domains = [{"prefix": prefix, "branch_name": self._branch.branch_name} for prefix in prefixes]
            if self._candidate and self._inputs.candidate and domain_name == domain_names[0]:
                candidate = {"prefix": self._inputs.candidate.prefix, "branch_name": self._candidate.branch_name}
                sub_domains.append(candidate)
            aws.AmplifyDomainAssociation(
                self,
                domain_name.replace(".", "_"),
                app_id=self._app.id,
                domain_name=domain_name,
                sub_domain=_blocks(sub_domains),
                certificate_settings={"type": "AMPLIFY_MANAGED"},
                # It may take half an hour, and nothing here depends on it.
                wait_for_verification=False,
            )

    def _deploy_statements(self) -> tuple[Statement, ...]:
        branches = [branch.arn for branch in (self._branch, self._candidate) if branch is not None]
        # https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsamplify.html
        return (
            Statement(
                sid="UploadSite", actions=["amplify:CreateDeployment", "amplify:StartDeployment"], resources=branches
            ),
            Statement(
                sid="FollowSite",
                actions=["amplify:StartJob", "amplify:GetJob"],
                resources=[f"{branch}/jobs/*" for branch in branches],
            ),
        )


def _by_domain(names: Sequence[str]) -> dict[str, list[str]]:
    """Each name, or the prefix it adds to a name before it: example.com, www.example.com -> example.com: "", www."""
    domains: dict[str, list[str]] = {}
    for name in names:
        parent = next((domain for domain in domains if name.endswith(f".{domain}")), None)
        if parent is None:
            domains[name] = [""]
        else:
            domains[parent].append(name.removesuffix(f".{parent}"))
    return domains


def _custom_headers(headers: SecurityHeadersInputs) -> str:
    """The YAML that Amplify takes; values have no double quotes."""
    values = {
        "content-security-policy": headers.content_security_policy,
        "permissions-policy": headers.permissions_policy,
        "referrer-policy": headers.referrer_policy,
        "strict-transport-security": headers.strict_transport_security,
        "x-content-type-options": "nosniff",
        "x-frame-options": headers.frame_option,
    }
    lines = ["customHeaders:", '  - pattern: "**"', "    headers:"]
    for name, value in values.items():
        lines += [f'      - key: "{name}"', f'        value: "{value}"']
    return "\n".join(lines) + "\n"


def _blocks(blocks: Iterable[Mapping[str, Any]]) -> Any:
    """Blocks that are put together in parts, past the type checker; the schema still checks them."""
    return list(blocks)
