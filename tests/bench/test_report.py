"""The table: numbers beside the bars they must not exceed."""

from bench.cases import CHECK, EMPTY, HELP, MANY, ONE, PLAN, REVIEW, REVIEW_MORE, SOME
from bench.measure import Measurement
from bench.report import Result, table

RESULTS = {
    EMPTY: Result(Measurement(1.0, 1.0, 150.0), 0),
    ONE: Result(Measurement(1.4, 1.5, 210.0), 100),
    SOME: Result(Measurement(2.1, 2.0, 160.0), 500),
    MANY: Result(Measurement(13.1, 13.0, 400.0), 30_500),
    HELP: Result(Measurement(0.1, 0.1, 30.0), 0),
    CHECK: Result(Measurement(0.31, 0.3, None), 0),
    PLAN: Result(Measurement(8.0, 7.0, 900.0), 0),
    REVIEW: Result(Measurement(1.5, 1.5, 200.0), 0),
    REVIEW_MORE: Result(Measurement(7.2, 7.0, 900.0), 0),
}


def test_every_case_with_its_ratio_and_what_became_of_its_bars():
    lines = [line.rstrip() for line in table(RESULTS).splitlines()]
    assert lines == [
        "what                           CPU s  x empty  wall s  peak MiB  resources  bar",
        "empty CDKTF app                 1.00     1.00    1.00       150",
        "synth, 1 environment            1.40     1.40    1.50       210        100  CPU <= 1.5 x empty        pass (1.40)",
        "                                                                            peak <= 200 MiB           MISS (210.00)",
        "synth, 5 environments           2.10     2.10    2.00       160        500  CPU <= 2 x empty          MISS (2.10)",
        "synth, 300 environments        13.10    13.10   13.00       400      30500  <= 0.4 CPU ms a resource  pass (0.37)",
        "stackwright --help              0.10     0.10    0.10        30             CPU <= 0.3 s              pass (0.10)",
        "check, 1 environment            0.31     0.31    0.30                       CPU <= 0.3 s              MISS (0.31)",
        "plan --offline, 1 environment   8.00     8.00    7.00       900",
        "review, 5,000 changes           1.50     1.50    1.50       200             CPU <= 2 s                pass (1.50)",
        "review, 20,000 changes          7.20     7.20    7.00       900             CPU in proportion         MISS (1.20)",
    ]
