"""How long does a way take once the network is built?

    python -m benchmarks.ways.way_speed [--pairs 300]

It imports Qingdao into a database of its own and finds ways between random pairs of its places.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from pathlib import Path

from sqlalchemy import select

from listings.database import create_engine_from, session_factory, upgrade
from listings.importing import import_city
from listings.models import Place
from listings.ways import find_way

SEED = Path(__file__).resolve().parents[2] / "listings" / "seed" / "qingdao"


def main() -> None:
    """Print the median and the 95th percentile of a warm way, and the first one, in ms."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=300)
    pairs = parser.parse_args().pairs
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/city.sqlite3"
        upgrade(url)
        engine = create_engine_from(url)
        import_city(engine, SEED)
        with session_factory(engine)() as session:
            places = session.execute(select(Place).where(Place.latitude.is_not(None)))
            found = places.scalars().all()
            dice = random.Random(1)
            took = []
            for _ in range(pairs + 1):
                origin, destination = dice.sample(found, 2)
                start = time.perf_counter()
                find_way(session, origin, destination)
                took.append((time.perf_counter() - start) * 1000)
        engine.dispose()
    first, *warm = took
    warm.sort()
    at_95 = warm[int(len(warm) * 0.95)]
    print(f"first {first:.1f} ms; warm median {statistics.median(warm):.2f} ms, 95% {at_95:.2f} ms")


if __name__ == "__main__":
    main()
