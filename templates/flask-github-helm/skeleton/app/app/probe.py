"""Asks a service for its health and ends with 0 when it is well.

For images: python -m app.probe http://127.0.0.1:8080/health
"""

import argparse
import json
import sys
import time
import urllib.error
import urllib.request


def problem_of(url: str, timeout: float) -> str | None:
    try:
        with urllib.request.urlopen(url, timeout=timeout) as response:
            body = json.load(response)
    except urllib.error.HTTPError as error:
        return f"answered {error.code}: {error.read(500).decode(errors='replace')}"
    except (OSError, ValueError) as error:
        return f"did not answer: {error}"
    return None if body.get("status") == "ok" else f"says {body.get('status')}"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds in between")
    parser.add_argument("--timeout", type=float, default=3.0, help="seconds for each")
    options = parser.parse_args(arguments)
    for attempt in range(options.times):
        if attempt:
            time.sleep(options.pause)
        problem = problem_of(options.url, options.timeout)
        if problem:
            print(f"{options.url} {problem}", file=sys.stderr)
            return 1
    print(f"{options.url} is healthy")
    return 0


if __name__ == "__main__":
    sys.exit(main())
