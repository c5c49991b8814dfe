"""How fast the product reads: articles and words a second, memory, cold start."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from khabar.intake import make_report
from khabar.pipeline import Pipeline
from khabar.record.claim import Reading
from khabar_benchmarks.quality import OPEN_DATA
from khabar_benchmarks.rows import read_rows

__all__ = ["make_articles", "measure_speed"]

ARTICLE_WORDS: Final = 400


def make_articles(count: int) -> list[str]:
    """Return texts of 400 words or a little more: whole paragraphs of the open dev reports.

    Args:
        count: How many.

    Returns:
        Texts.
    """
    paragraphs = [
        paragraph
        for row in read_rows(OPEN_DATA / "written_dev.jsonl.gz")
        for paragraph in row["text"].split("\n")
        if paragraph.strip()
    ]
    articles: list[str] = []
    held: list[str] = []
    place = 0
    while len(articles) < count:
        held.append(paragraphs[place % len(paragraphs)])
        place += 1
        if sum(len(paragraph.split()) for paragraph in held) >= ARTICLE_WORDS:
            articles.append("\n\n".join(held))
            held = []
    return articles


def _read_share(texts: list[str]) -> tuple[int, float, float, int]:
    """Read texts in this process; return words, CPU seconds, wall seconds, peak KiB."""
    pipeline = Pipeline()
    pipeline.read(make_report(texts[0]))
    words = 0
    cpu, wall = time.process_time(), time.perf_counter()
    for text in texts:
        reading: Reading = pipeline.read(make_report(text))
        words += reading.coverage.words
    spent = time.process_time() - cpu, time.perf_counter() - wall
    return words, *spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def measure_speed(*, articles: int, processes: int) -> Mapping[str, float]:
    """Read generated articles in parallel and one report from a cold start.

    Args:
        articles: How many articles of 400 words.
        processes: Worker processes, one thread each.

    Returns:
        Figures by name, units in the names.
    """
    texts = make_articles(articles)
    shares = [texts[number::processes] for number in range(processes)]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        results = list(pool.map(_read_share, shares))
    words = sum(result[0] for result in results)
    cpu = sum(result[1] for result in results)
    wall = max(result[2] for result in results)
    return {
        "articles": float(articles),
        "processes": float(processes),
        "articles_per_s": articles / wall,
        "words_per_s": words / wall,
        "articles_of_400_words_per_s": words / wall / ARTICLE_WORDS,
        "articles_per_cpu_s": articles / cpu,
        "peak_memory_mib_per_process": max(result[3] for result in results) / 1024,
        "cold_read_s": _cold_start(texts[0]),
    }


def _cold_start(text: str) -> float:
    """Return the wall seconds of ``khabar read`` on one report in a new process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.txt"
        path.write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "khabar.cli", "read", str(path), "--json"]
        best = float("inf")
        for _ in range(3):
            started = time.perf_counter()
            done = subprocess.run(command, capture_output=True, check=True, env=dict(os.environ))
            best = min(best, time.perf_counter() - started)
            json.loads(done.stdout)
    return best
