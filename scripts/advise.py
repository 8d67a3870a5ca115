"""`stackwright advise`: is an environment as large as it has to be?"""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from advice.figures import Figures
from advice.scale import ScaleAdvice, fitting_scale
from advice.sizes import Sizes, fitting_sizes, main_service
from promotion.differences import Side, differences
from promotion.edit import promoted
from promotion.pair import way_of
from review.cost.amount import Amount
from review.cost.change import usd
from review.cost.owner_figures import gbp
from scripts.base.aws import choose
from scripts.base.boundary import UsageError
from scripts.base.cloudwatch_figures import DAYS, cloudwatch_figures
from scripts.base.costing import costed, with_edits
from scripts.base.options import Json, Local, TargetName
from scripts.base.program import program
from scripts.base.proposed_effect import show_cost, signed
from scripts.base.proposed_roots import proposed_roots
from scripts.base.screen import Screen
from scripts.base.text_diff import show_diff, text_diff
from settings.environment import EnvironmentSettings
from settings.literal import literal_on_one_line
from settings.load import Loaded, load_environment
from settings.problem import SettingsError
from settings.proposed import check_proposed
from settings.target import Target, find_root
from settings.tfvars import Tfvars
from toolchain.errors import UserError


def main(
    target_name: TargetName,
    users: Annotated[int | None, typer.Option(min=0, help="People who use it in a month.")] = None,
    revenue: Annotated[float | None, typer.Option(min=0, help="Revenue of a month in GBP.")] = None,
    cpu: Annotated[float | None, typer.Option(min=0, help="CPU of its tasks, in percent.")] = None,
    memory: Annotated[float | None, typer.Option(min=0, help="Memory of its tasks, in percent.")] = None,
    connections: Annotated[
        float | None, typer.Option(min=0, help="Connections, in percent of what the database allows.")
    ] = None,
    response_seconds: Annotated[
        float | None, typer.Option("--response-seconds", min=0, help="Seconds that one answer in twenty takes or more.")
    ] = None,
    from_cloudwatch: Annotated[
        bool, typer.Option("--from-cloudwatch", help=f"Take those not given from the busiest hour of {DAYS} days.")
    ] = False,
    service: Annotated[
        str | None,
        typer.Option(metavar="SERVICE", help="The service that CPU and memory are of; by default the largest."),
    ] = None,
    local: Local = False,
    as_json: Json = False,
) -> None:
    """Say which scale fits an environment, and what to change in its settings.

    Figures are those of the busiest hour. Where a system has several scales of one deployment, users and revenue decide
    between them; otherwise, and where the scale stays, sizes follow the figures that are beyond their limits: CPU 80 %,
    memory 85 %, connections 80 %, responses 2 s. Nothing is written.

    Examples:
    stackwright advise macro-ai/prod --cpu 85 --memory 60
    stackwright advise macro-ai-production/hobby --users 4000 --from-cloudwatch
    """
    root = find_root(Path.cwd())
    screen = Screen(as_json=as_json)
    target = Target.existing(target_name, root)
    if target.kind != "environment":
        raise UserError(f"{target} is no environment; advice is about one, such as macro-ai/prod.")
    loaded = load_environment(target, root)
    service = _service(loaded, service)
    figures = Figures(users, revenue, cpu, memory, connections, response_seconds)
    if from_cloudwatch:
        aws = choose(loaded.settings, root, screen, use_local=local)
        figures = _completed(figures, cloudwatch_figures(loaded, service, aws))
    elif not figures:
        raise UsageError("Say at least one figure, such as --users 700, or --from-cloudwatch")
    scales = _scales(loaded, root)
    advice = fitting_scale(scales, target.environment, figures)
    screen.say(f"{target}, with these figures", style="bold")
    for reason in advice.reasons:
        screen.say(f"  {reason}")
    document: dict[str, Any] = {"target": target.id, "figures": asdict(figures), "scale": advice.scale}
    if advice.scale == target.environment:
        document |= _show_sizes(loaded, fitting_sizes(loaded.settings, service, figures), scales, root, screen)
    else:
        document |= _show_scale(loaded, advice, scales, figures, root, screen)
    screen.document({**document, "reasons": list(advice.reasons)})


def _service(loaded: Loaded[EnvironmentSettings], name: str | None) -> str:
    known = loaded.settings.services
    if name is not None and name not in known:
        raise UserError(f"{loaded.where(('services',))}: there is no service {name}; there is {', '.join(known)}.")
    return name or main_service(loaded.settings)


def _completed(given: Figures, found: Figures) -> Figures:
    """What was given counts more than what was found."""
    return replace(found, **{name: value for name, value in vars(given).items() if value is not None})


def _scales(loaded: Loaded[EnvironmentSettings], root: Path) -> tuple[str, ...]:
    """The scales of the target's deployment, the smallest first; its own name alone where it has no other."""
    way = way_of(loaded.target.system, root).settings
    if way is None or loaded.target.environment not in way.environments:
        return (loaded.target.environment,)
    others = [load_environment(Target(loaded.target.system, name), root) for name in way.environments]
    return tuple(other.target.environment for other in others if other.deployment == loaded.deployment)


def _show_scale(
    loaded: Loaded[EnvironmentSettings],
    advice: ScaleAdvice,
    scales: tuple[str, ...],
    figures: Figures,
    root: Path,
    screen: Screen,
) -> dict[str, Any]:
    """What another scale has otherwise, and what it costs."""
    other = load_environment(Target(loaded.target.system, advice.scale), root)
    screen.say(f"\n{advice.scale} fits", style="green")
    screen.say(f"\nWhat {other.target} has otherwise", style="bold")
    found = differences(Side.of(other), Side.of(loaded))
    lines = text_diff(loaded.file.path, loaded.file.text, promoted(loaded.file, other.file, found).text)
    show_diff(lines, screen)
    before, after = (one.estimate.cost for one in costed([loaded.target, other.target], root))
    screen.say("\nCost of an expected month", style="bold")
    screen.say(f"  {usd(before.expected)} -> {usd(after.expected)} ({signed(after - before)})")
    if figures.revenue_gbp:
        share = 100 * after.expected / gbp().usd / figures.revenue_gbp
        screen.say(f"  that is {share:.0f} % of the revenue")
    if scales.index(advice.scale) < scales.index(loaded.target.environment):
        screen.say("  What the smaller scale does not have is destroyed on the way down, its data too.", style="red")
    screen.say(f"\nNext: {program()} plan {other.target}")
    return {"edits": [], "notes": [], "diff": lines, "monthly_usd": _costs(before, after)}


def _show_sizes(
    loaded: Loaded[EnvironmentSettings], sizes: Sizes, scales: tuple[str, ...], root: Path, screen: Screen
) -> dict[str, Any]:
    """What to change in the file, and what that costs."""
    if len(scales) > 1:
        screen.say(f"\n{loaded.target.environment} fits", style="green")
    for note in sizes.notes:
        screen.say(f"\n{note}", style="yellow")
    document: dict[str, Any] = {
        "edits": [{"key": edit.key, "value": edit.value, "why": edit.why} for edit in sizes.edits],
        "notes": list(sizes.notes),
        "diff": [],
    }
    if not sizes.edits:
        screen.say("\nNothing has to change." if not sizes.notes else "\nNo setting has to change.")
        return document
    file = with_edits(loaded.file, sizes.edits)
    screen.say("\nProposed", style="bold")
    for edit in sizes.edits:
        screen.say(f"  {edit.key} = {literal_on_one_line(edit.value)}  ({edit.why})")
    document["diff"] = text_diff(file.path, loaded.file.text, file.text)
    screen.say()
    show_diff(document["diff"], screen)
    problems = _problems(loaded, file, root)
    document["problems"] = problems
    if problems:
        screen.say("\nTo be mended with it", style="bold")
        for problem in problems:
            screen.say(f"  {problem}", style="yellow")
        return document
    with proposed_roots(loaded.target, loaded.file, file, root) as roots:
        document |= show_cost(roots, screen)
    return document


def _problems(loaded: Loaded[EnvironmentSettings], file: Tfvars, root: Path) -> list[str]:
    """What the proposed file contradicts, such as a budget that is too small for it."""
    try:
        check_proposed(loaded.target, file, root)
    except SettingsError as error:
        return [str(problem) for problem in error.problems]
    return []


def _costs(before: Amount, after: Amount) -> dict[str, Any]:
    return {"before": asdict(before), "after": asdict(after), "change": asdict(after - before)}
