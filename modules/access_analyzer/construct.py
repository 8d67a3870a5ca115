"""IAM Access Analyzer in one account and region."""

from modules.access_analyzer.inputs import AccessAnalyzerInputs
from modules.base.construct import Module, ModuleScope
from modules.base.event_alert import tell
from resources import aws


class AccessAnalyzer(Module):
    """Finds what is open to other accounts or everybody, tells a topic of it, and lists what nobody uses if asked.

    Gives `arn` of the first and `unused_access_arn` of the second, where there is one.
    """

    def __init__(
        self, scope: ModuleScope, id: str, inputs: AccessAnalyzerInputs, *, topic_arn: str | None = None
    ) -> None:
        super().__init__(scope, id)
        self.arn = aws.AccessanalyzerAnalyzer(self, analyzer_name=self.context.name, type="ACCOUNT").arn
        self.unused_access_arn = None
        if inputs.unused_access_days is not None:
            # Nobody is told of these: they are a list to go through at each access review.
            self.unused_access_arn = aws.AccessanalyzerAnalyzer(
                self,
                "unused",
                analyzer_name=f"{self.context.name}-unused",
                type="ACCOUNT_UNUSED_ACCESS",
                configuration={"unused_access": {"unused_access_age": inputs.unused_access_days}},
            ).arn
        if topic_arn is not None:
            tell(
                self,
                "findings",
                description="Something of this account can be reached from outside it",
                pattern={
                    "source": ["aws.access-analyzer"],
                    "detail-type": ["Access Analyzer Finding"],
                    "detail": {"status": ["ACTIVE"]},
                },
                topic_arn=topic_arn,
            )
