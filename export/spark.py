"""Apache Spark over a folder that `scen.export.parquet` wrote: ``python -m scen.export.spark FOLDER --out DIR``.

Here on one machine, or wherever ``spark-submit`` or ``--master`` says. `scen.export.spark_network` computes; this is
how it is started, fed, and its answers are written: as Parquet, one folder each.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..graph.errors import ScenError, SettingError
from . import spark_network
from .parquet import AGENTS, INCIDENCES

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

OLDEST_JAVA = 17
"""What Spark 4 needs."""
_JAVA = f"needs Java {OLDEST_JAVA} or later; on Debian and Ubuntu: apt install openjdk-17-jre-headless"
_SET = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "FATAL",
    "spark.sql.adaptive.enabled": "false",  # the rounds are all alike: to plan each anew while it runs is lost time
    "spark.sql.autoBroadcastJoinThreshold": "-1",  # what is joined lies side by side already
}
_HERE = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}


def java_version(told: str) -> int:
    """The release of Java from what ``java -version`` prints; 0 if that is not told.

    >>> java_version('openjdk version "17.0.15" 2025-04-15'), java_version('java version "1.8.0_401"')
    (17, 8)
    """
    found = re.search(r'version "(?:1\.)?(\d+)', told)
    return int(found[1]) if found else 0


def need_java() -> None:
    """Make sure that Spark will find its Java: that of ``JAVA_HOME``, else the one on the path.

    :raises SettingError: there is none, or one that is too old.
    """
    home = os.environ.get("JAVA_HOME")
    program = shutil.which(Path(home, "bin/java") if home else "java")
    if not program:
        raise SettingError("Apache Spark", _JAVA + (f" (none in JAVA_HOME, {home})" if home else ""))
    told = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr
    if (found := java_version(told)) < OLDEST_JAVA:
        raise SettingError("Apache Spark", f"{_JAVA} (found: {found or 'none that runs'}, {program})")


@contextmanager
def session(master: str = "local[*]", memory: str = "2g", partitions: int = 8) -> Iterator[SparkSession]:
    """A session of Spark, stopped in the end. Under ``spark-submit`` all is as that says.

    ``partitions`` is the number of pieces that data are cut into; ``memory`` that of the driver, which on one machine
    does all the work. Spark on one machine listens on no address but 127.0.0.1.

    >>> with session("local[2]") as spark:  # doctest: +SKIP
    ...     spark.range(3).count()
    3

    :raises SettingError: pyspark or Java is missing.
    """
    need_java()
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise SettingError(
            "Apache Spark", "needs pyspark; install it with pip install 'scen[spark]'"
        ) from None
    builder = SparkSession.builder.appName("scen")
    if "PYSPARK_GATEWAY_PORT" not in os.environ:  # which spark-submit sets
        local = master.startswith("local")
        if local:
            os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        told = {"spark.driver.memory": memory, "spark.sql.shuffle.partitions": str(partitions)}
        for name, value in {**_SET, **(_HERE if local else {}), **told}.items():
            builder = builder.config(name, value)
        builder = builder.master(master)
    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", "PySpark does not yet fully support pandas", FutureWarning
        )  # not used here
        spark = builder.getOrCreate()
    try:
        yield spark
    finally:
        spark.stop()


def read(spark: SparkSession, folder: str) -> tuple[DataFrame, DataFrame]:
    """Agents and incidences of a folder, which may be an address that Spark knows (``hdfs://…``, ``s3a://…``).

    >>> agents, incidences = read(spark, "parquet")  # doctest: +SKIP
    >>> agents.columns  # doctest: +SKIP
    ['number', 'iri', 'class']

    :raises SettingError: they are not there, or no Parquet.
    """
    try:
        return spark.read.parquet(f"{folder}/{AGENTS}"), spark.read.parquet(f"{folder}/{INCIDENCES}")
    except _failures() as error:
        raise SettingError(folder, f"{AGENTS} and {INCIDENCES} cannot be read ({_short(error)})") from None


def compute(spark: SparkSession, folder: str, out: str) -> Iterator[tuple[str, int]]:
    """Write ties, components and PageRank of a folder into new folders in ``out``; gives the name and rows of each.

    :raises SettingError: the folder cannot be read, or there is something in ``out``.
    """
    if "://" not in out and Path(out).exists() and any(Path(out).iterdir()):
        raise SettingError(out, "is not empty; name another folder")
    agents, incidences = read(spark, folder)
    frames: dict[str, Callable[[], DataFrame]] = {
        "ties": lambda: spark_network.ties(incidences),
        "components": lambda: spark_network.components(incidences, agents),
        "pagerank": lambda: spark_network.pagerank(incidences, agents),
    }
    for name, frame in frames.items():
        try:
            frame().write.parquet(f"{out}/{name}")
        except _failures() as error:
            raise SettingError(f"{out}/{name}", f"Spark gave up ({_short(error)})") from error
        yield name, spark.read.parquet(f"{out}/{name}").count()


def _failures() -> tuple[type[Exception], ...]:
    """What Spark raises: errors that it translates, and those of Java that it does not."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    return PySparkException, Py4JError


def _short(error: Exception) -> str:
    """The first line of what Spark says, without its code; of an error of Java, that of Java."""
    said = re.sub(r"^An error occurred while calling .*\n: ", "", str(error)).partition("\n")[0]
    return re.sub(r"^(?:[\w.]+(?:Exception|Error): )?(?:\[[\w.]+\] )?", "", said)


@click.command()
@click.argument("folder")
@click.option("--out", required=True, help="New folder for the answers.")
@click.option("--master", default="local[*]", show_default=True, help="Where Spark runs.")
@click.option("--memory", default="2g", show_default=True, help="Memory of the driver.")
@click.option(
    "--partitions", type=click.IntRange(1), default=8, show_default=True, help="Pieces of the data."
)
def command(folder: str, out: str, master: str, memory: str, partitions: int) -> None:
    """Compute ties, components and PageRank of the Parquet files in FOLDER on Apache Spark."""
    try:
        with session(master, memory, partitions) as spark:
            for name, rows in compute(spark, folder, out):
                click.echo(f"{name:<10}  {rows} rows  {out}/{name}")
    except ScenError as error:
        raise click.ClickException(str(error)) from None


if __name__ == "__main__":
    command(prog_name="python -m scen.export.spark")
